namespace Daybreak.LocalCloud.SecretsManager;

/// <summary>The rules by which staging labels move between the versions of a secret.</summary>
internal static class StageLabels
{
    public const string Current = "AWSCURRENT";
    public const string Pending = "AWSPENDING";
    public const string Previous = "AWSPREVIOUS";

    /// <summary>
    /// Gives <paramref name="label"/> to a version and takes it from all others; the version that loses AWSCURRENT becomes AWSPREVIOUS.
    /// </summary>
    public static IReadOnlyList<SecretVersion> Move(IReadOnlyList<SecretVersion> versions, string label, string toVersion)
    {
        var loser = versions.FirstOrDefault(v => v.Stages.Contains(label) && v.Id != toVersion);
        var moved = versions.Select(v => v with
        {
            Stages = v.Id == toVersion ? [.. v.Stages.Append(label).Distinct()] : [.. v.Stages.Where(s => s != label)],
        }).ToList();
        return label == Current && loser is not null ? Move(moved, Previous, loser.Id) : moved;
    }
}

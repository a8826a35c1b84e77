namespace Daybreak.LocalCloud.SecretsManager;

/// <summary>A secret with all its versions.</summary>
internal sealed record Secret
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset LastChanged { get; init; }

    public IReadOnlyList<SecretVersion> Versions { get; init; } = [];

    /// <summary>The secret with one more version, which gets the labels.</summary>
    public Secret With(SecretVersion version)
    {
        IReadOnlyList<SecretVersion> versions = [.. Versions, version with { Stages = [] }];
        return this with
        {
            Versions = version.Stages.Aggregate(versions, (all, label) => StageLabels.Move(all, label, version.Id)),
            LastChanged = version.Created,
        };
    }
}

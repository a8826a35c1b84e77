namespace Daybreak.MigrationEngine.Model;

/// <summary>The <c>target</c> setting: a version, <c>latest</c>, <c>next</c> or <c>current</c>; it may end in <c>?</c>, which says something of versions only.</summary>
/// <param name="Kind">What the target is.</param>
/// <param name="Version">The version; null unless <see cref="MigrationTargetKind.Version"/>.</param>
/// <param name="FailWhenMissing">Whether a version that no migration has is an error; false when written with <c>?</c>.</param>
public sealed record MigrationTarget(MigrationTargetKind Kind, MigrationVersion? Version, bool FailWhenMissing)
{
    /// <summary>The default: everything.</summary>
    public static readonly MigrationTarget Latest = new(MigrationTargetKind.Latest, null, false);

    private static readonly MigrationTarget Next = new(MigrationTargetKind.Next, null, false);
    private static readonly MigrationTarget Current = new(MigrationTargetKind.Current, null, false);

    /// <summary>Reads the setting.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: not a version.</exception>
    public static MigrationTarget Parse(string text)
    {
        var trimmed = text.Trim();
        var name = trimmed.EndsWith('?') ? trimmed[..^1] : trimmed;
        return name.ToUpperInvariant() switch
        {
            // The number is Flyway's own spelling of latest, Long.MAX_VALUE.
            "LATEST" or "9223372036854775807" => Latest,
            "NEXT" => Next,
            "CURRENT" => Current,
            _ => new MigrationTarget(MigrationTargetKind.Version, MigrationVersion.Parse(name), trimmed.Length == name.Length),
        };
    }
}

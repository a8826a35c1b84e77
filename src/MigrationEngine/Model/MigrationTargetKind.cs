namespace Daybreak.MigrationEngine.Model;

/// <summary>What a <see cref="MigrationTarget"/> names.</summary>
public enum MigrationTargetKind
{
    /// <summary>Everything.</summary>
    Latest,

    /// <summary>One more migration.</summary>
    Next,

    /// <summary>Nothing above the current version.</summary>
    Current,

    /// <summary>Up to a version.</summary>
    Version,
}

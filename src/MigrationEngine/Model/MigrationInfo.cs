namespace Daybreak.MigrationEngine.Model;

/// <summary>One line of <c>info</c>: a file, a history row, or both, and the state that follows.</summary>
/// <param name="Resolved">The file; null when there is none.</param>
/// <param name="Applied">The row; null when the file is not applied.</param>
/// <param name="State">The state.</param>
/// <param name="Undoable">Whether an undo file of the version is there.</param>
public sealed record MigrationInfo(ResolvedMigration? Resolved, AppliedMigration? Applied, MigrationState State, bool Undoable)
{
    /// <summary>The undo file's absolute path; null where it is not <see cref="Undoable"/>.</summary>
    public string? UndoPath { get; init; }

    /// <summary>The row's version, else the file's; null for repeatables.</summary>
    public MigrationVersion? Version => Applied is null ? Resolved!.Version : Applied.Version;

    /// <summary>The row's description, else the file's.</summary>
    public string Description => Applied?.Description ?? Resolved!.Description;

    /// <summary>The row's script, else the file's.</summary>
    public string Script => Applied?.Script ?? Resolved!.Script;

    /// <summary>The row's type, else the file's.</summary>
    public MigrationType Type => Applied?.Type ?? Resolved!.Type;

    /// <summary>The row's checksum, else the file's.</summary>
    public int? Checksum => Applied is null ? Resolved!.Checksum : Applied.Checksum;

    /// <summary>Flyway's category: Versioned, Repeatable, Baseline, Undo, or empty for rows the tool wrote by itself.</summary>
    public string Category => Type switch
    {
        _ when Type.IsSynthetic() => string.Empty,
        _ when Version is null => "Repeatable",
        _ when Type.IsUndo() => "Undo",
        _ when Type.IsBaseline() => "Baseline",
        _ => "Versioned",
    };
}

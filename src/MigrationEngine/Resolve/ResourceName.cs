using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>What a file name says.</summary>
/// <param name="Kind">The kind of file.</param>
/// <param name="Version">The version; null but for versioned, baseline and undo migrations.</param>
/// <param name="Description">The description with blanks for underscores; empty when there is none.</param>
/// <param name="CallbackEvent">The event; null but for callbacks.</param>
/// <param name="Problem">Why the name is not one of a migration or callback; null when it is.</param>
public sealed record ResourceName(
    ResourceKind Kind,
    MigrationVersion? Version,
    string Description,
    string? CallbackEvent,
    string? Problem);

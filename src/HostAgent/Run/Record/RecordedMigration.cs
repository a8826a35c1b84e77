namespace Daybreak.HostAgent.Run.Record;

/// <summary>A migration.</summary>
/// <param name="Version">Null for repeatables.</param>
/// <param name="Description">Empty when the file has none.</param>
/// <param name="Type">The history table's type.</param>
/// <param name="File">The object's key.</param>
/// <param name="Milliseconds">How long it took; null when it did not run.</param>
internal sealed record RecordedMigration(string? Version, string Description, string Type, string File, int? Milliseconds);

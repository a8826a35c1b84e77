using Daybreak.HostAgent.Run.Record;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Run.History;

/// <summary>The schema history at one moment.</summary>
/// <param name="Version">The schema's version; null when there is none.</param>
/// <param name="Rows">The rows, by their installed rank.</param>
internal sealed record HistoryState(string? Version, IReadOnlyList<AppliedMigration> Rows)
{
    /// <summary>What of a comparison the history says.</summary>
    public static HistoryState Of(MigrationEngine.Results.MigrationComparison comparison) => new(
        comparison.SchemaVersion, [.. comparison.Migrations.Select(m => m.Applied).OfType<AppliedMigration>().OrderBy(r => r.InstalledRank)]);

    /// <summary>The last installed rank; -1 when there are no rows (a SCHEMA row has 0).</summary>
    public int Rank => Rows.Count == 0 ? -1 : Rows[^1].InstalledRank;

    /// <summary>The migrations that were applied after a rank, in order.</summary>
    public IReadOnlyList<RecordedMigration> AppliedAfter(int rank) =>
    [
        .. Rows.Where(r => r.InstalledRank > rank && r.Success && !r.Type.IsSynthetic())
            .Select(r => new RecordedMigration(r.Version?.ToString(), r.Description, r.Type.Name(), r.Script, r.ExecutionTime)),
    ];

    /// <summary>The script that began after a rank and did not come to its end; null when there is none.</summary>
    public string? UnfinishedAfter(int rank) => Rows.FirstOrDefault(r => r.InstalledRank > rank && !r.Success)?.Script;
}

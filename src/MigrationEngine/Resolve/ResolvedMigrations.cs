using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>All migration files that were found; no two of a kind have the same version or description. Pure.</summary>
public sealed class ResolvedMigrations
{
    private readonly Dictionary<MigrationVersion, ResolvedMigration> _undos;
    private readonly Dictionary<string, ResolvedMigration> _repeatables;

    /// <summary>Sorts files by kind and refuses duplicates.</summary>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.DuplicateVersionedMigration"/>, <see cref="ErrorCode.DuplicateRepeatableMigration"/> or
    /// <see cref="ErrorCode.DuplicateUndoMigration"/>: two files of one version or description.
    /// </exception>
    public ResolvedMigrations(IEnumerable<ResolvedMigration> files)
    {
        var all = files.ToLookup(file => file.IsRepeatable ? ResourceKind.Repeatable : Kind(file.Type));
        Versioned = ByVersion(all[ResourceKind.Versioned], ErrorCode.DuplicateVersionedMigration, "migration");
        Baselines = ByVersion(all[ResourceKind.Baseline], ErrorCode.DuplicateVersionedMigration, "baseline migration");
        Undos = ByVersion(all[ResourceKind.Undo], ErrorCode.DuplicateUndoMigration, "undo migration");
        Repeatables = ByDescription(all[ResourceKind.Repeatable]);
        _undos = Undos.ToDictionary(file => file.Version!);
        _repeatables = Repeatables.GroupBy(file => HistoryColumns.Description(file.Description)).ToDictionary(group => group.Key, group => group.First());
        LastVersion = Versioned.Concat(Baselines).Max(file => file.Version);
    }

    /// <summary>V files, by version.</summary>
    public IReadOnlyList<ResolvedMigration> Versioned { get; }

    /// <summary>B files, by version.</summary>
    public IReadOnlyList<ResolvedMigration> Baselines { get; }

    /// <summary>U files, by version.</summary>
    public IReadOnlyList<ResolvedMigration> Undos { get; }

    /// <summary>R files, by description in ordinal order.</summary>
    public IReadOnlyList<ResolvedMigration> Repeatables { get; }

    /// <summary>The greatest version of V and B files; null when there are none.</summary>
    public MigrationVersion? LastVersion { get; }

    /// <summary>Whether there is no V, B or R file.</summary>
    public bool IsEmpty => Versioned.Count == 0 && Baselines.Count == 0 && Repeatables.Count == 0;

    /// <summary>The file a row is a run of: of the same version and type, or for repeatables of the same description; null when there is none.</summary>
    public ResolvedMigration? Find(AppliedMigration row)
    {
        if (row.Type.IsSynthetic())
        {
            return null;
        }

        if (row.Version is null)
        {
            return _repeatables.GetValueOrDefault(row.Description);
        }

        var files = Kind(row.Type) switch
        {
            ResourceKind.Baseline => Baselines,
            ResourceKind.Undo => Undos,
            _ => Versioned,
        };
        var at = IndexOf(files, row.Version);
        return at >= 0 && files[at].Type == row.Type ? files[at] : null;
    }

    /// <summary>The undo file of a version; null when there is none.</summary>
    public ResolvedMigration? UndoOf(MigrationVersion version) => _undos.GetValueOrDefault(version);

    private static ResourceKind Kind(MigrationType type) => type switch
    {
        MigrationType.SqlBaseline or MigrationType.ScriptBaseline => ResourceKind.Baseline,
        MigrationType.UndoSql or MigrationType.UndoScript => ResourceKind.Undo,
        _ => ResourceKind.Versioned,
    };

    private static int IndexOf(IReadOnlyList<ResolvedMigration> sorted, MigrationVersion version)
    {
        var (low, high) = (0, sorted.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = sorted[middle].Version!.CompareTo(version);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private static List<ResolvedMigration> ByVersion(IEnumerable<ResolvedMigration> files, ErrorCode duplicate, string what)
    {
        var sorted = files.OrderBy(file => file.Version);
        return Distinct(
            sorted,
            (one, other) => one.Version == other.Version,
            (one, other) => Duplicate(duplicate, $"Found more than one {what} with version {one.Version}", one, other));
    }

    private static List<ResolvedMigration> ByDescription(IEnumerable<ResolvedMigration> files)
    {
        var sorted = files.OrderBy(file => file.Description, StringComparer.Ordinal);
        return Distinct(
            sorted,
            (one, other) => one.Description == other.Description,
            (one, other) => Duplicate(
                ErrorCode.DuplicateRepeatableMigration, $"Found more than one repeatable migration with description {one.Description}", one, other));
    }

    private static List<ResolvedMigration> Distinct(
        IEnumerable<ResolvedMigration> sorted,
        Func<ResolvedMigration, ResolvedMigration, bool> collide,
        Func<ResolvedMigration, ResolvedMigration, MigrationException> duplicate)
    {
        var distinct = new List<ResolvedMigration>();
        foreach (var file in sorted)
        {
            if (distinct.Count == 0 || !collide(distinct[^1], file))
            {
                distinct.Add(file);
            }
            else if (!AreOne(distinct[^1], file))
            {
                throw duplicate(distinct[^1], file);
            }
        }

        return distinct;
    }

    /// <summary>As in Flyway, the same file below two locations is one migration: the path below the location and the text decide.</summary>
    private static bool AreOne(ResolvedMigration one, ResolvedMigration other) =>
        one.Script == other.Script && one.Type == other.Type && one.Checksum == other.Checksum && one.EquivalentChecksum == other.EquivalentChecksum;

    private static MigrationException Duplicate(ErrorCode code, string what, ResolvedMigration first, ResolvedMigration second) =>
        new(
            code,
            $"{what}\nOffenders:\n-> {first.Path} ({first.Type.Name()})\n-> {second.Path} ({second.Type.Name()})\n"
            + "Remove or rename one of them.");
}

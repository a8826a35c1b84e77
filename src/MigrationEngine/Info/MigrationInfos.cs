using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Info;

/// <summary>
/// The whole decision: files and history rows and settings give states (flyway-semantics §9). Pure: no I/O, no clock.
/// </summary>
public sealed class MigrationInfos
{
    private readonly ResolvedMigrations _resolved;
    private readonly AppliedMigrations _applied;
    private readonly EngineConfiguration _configuration;
    private readonly HashSet<ResolvedMigration> _appliedFiles = new(ReferenceEqualityComparer.Instance);
    private readonly MigrationVersion? _pendingBaseline;
    private readonly MigrationVersion? _next;

    private MigrationInfos(ResolvedMigrations resolved, AppliedMigrations applied, EngineConfiguration configuration)
    {
        _resolved = resolved;
        _applied = applied;
        _configuration = configuration;
        FindAppliedFiles();
        _pendingBaseline = resolved.Baselines.Where(file => !_appliedFiles.Contains(file)).Max(file => file.Version);
        All = InOrder();
        if (configuration.Target.Kind == MigrationTargetKind.Next && All.FirstOrDefault(IsPending)?.Version is { } next)
        {
            _next = next;
            All = InOrder();
        }

        Pending = InExecutionOrder();
        Current = All.Where(IsApplied).Max(info => info.Version);
    }

    /// <summary>Every row and every file that is not applied, in info's order.</summary>
    public IReadOnlyList<MigrationInfo> All { get; }

    /// <summary>What migrate would run, in order.</summary>
    public IReadOnlyList<MigrationInfo> Pending { get; }

    /// <summary>The greatest applied version; null when none is.</summary>
    public MigrationVersion? Current { get; }

    /// <summary>The greatest baseline version in the history; null when there is none.</summary>
    public MigrationVersion? AppliedBaseline => _applied.Baseline;

    /// <summary>The greatest version among the files; null when there are none.</summary>
    public MigrationVersion? LastResolved => _resolved.LastVersion;

    /// <summary>Compares files and rows.</summary>
    /// <param name="resolved">The files.</param>
    /// <param name="rows">The history, ordered by rank.</param>
    /// <param name="configuration">target, outOfOrder and cherryPick matter.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.DuplicateDeletedMigration"/>: a corrupt history.</exception>
    public static MigrationInfos Compare(
        ResolvedMigrations resolved, IReadOnlyList<AppliedMigration> rows, EngineConfiguration configuration) =>
        new(resolved, new AppliedMigrations(rows), configuration);

    /// <summary>Refuses a target version that no migration has, unless it was written with a question mark.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: there is no such migration.</exception>
    public void RefuseMissingTarget()
    {
        if (_configuration.Target is { Kind: MigrationTargetKind.Version, FailWhenMissing: true } target
            && !All.Any(info => info.Version == target.Version))
        {
            throw new MigrationException(
                ErrorCode.Error,
                $"No migration with a target version {target.Version} could be found. Ensure target is specified correctly and the migration exists.");
        }
    }

    private List<MigrationInfo> InOrder() => [.. Rows().Concat(Files()).OrderBy(info => info, MigrationInfoOrder.Instance)];

    private static bool IsApplied(MigrationInfo info) => info.Applied is not null
        && info.State is not (MigrationState.Deleted or MigrationState.Undone) && !info.Type.IsUndo() && info.Type != MigrationType.Delete;

    private static bool IsPending(MigrationInfo info) => info is { State: MigrationState.Pending, Resolved: not null };

    private IEnumerable<MigrationInfo> Rows() => _applied.Rows.Select(row =>
    {
        var file = _resolved.Find(row);
        var undo = row.Version is not null && !row.Type.IsUndo() && _applied.Stands(row) ? _resolved.UndoOf(row.Version) : null;
        return new MigrationInfo(file, row, StateOf(row, file), undo is not null) { UndoPath = undo?.Path };
    });

    private IEnumerable<MigrationInfo> Files() =>
        _resolved.Versioned.Concat(_resolved.Baselines).Concat(_resolved.Repeatables)
            .Where(file => !_appliedFiles.Contains(file))
            .Select(file => new MigrationInfo(file, null, StateOf(file), false));

    private void FindAppliedFiles()
    {
        _appliedFiles.EnsureCapacity(_applied.Rows.Count);
        foreach (var row in _applied.Rows)
        {
            if (_applied.Stands(row)
                && _resolved.Find(row) is { } file
                && (row.Version is not null || (_applied.IsLatestRun(row) && file.ChecksumMatches(row.Checksum))))
            {
                _appliedFiles.Add(file);
            }
        }
    }

    private MigrationState StateOf(AppliedMigration row, ResolvedMigration? file)
    {
        if (_applied.IsUndone(row))
        {
            return MigrationState.Undone;
        }

        if (_applied.IsDeleted(row))
        {
            return MigrationState.Deleted;
        }

        switch (row.Type)
        {
            case MigrationType.Delete or MigrationType.Schema:
                return MigrationState.Success;
            case MigrationType.Baseline:
                return MigrationState.Baseline;
        }

        if (row.Type.IsUndo())
        {
            return row.Success ? MigrationState.Success : MigrationState.Failed;
        }

        if (CherryPick.LeavesOut(row.Version, row.Description, _configuration.CherryPick))
        {
            return MigrationState.Ignored;
        }

        if (file is null && _applied.IsLatestRun(row))
        {
            return WithoutFile(row);
        }

        return WithFile(row, file);
    }

    private MigrationState WithoutFile(AppliedMigration row)
    {
        var missing = row.Version is null || row.Version < _resolved.LastVersion;
        return (missing, row.Success) switch
        {
            (true, true) => MigrationState.MissingSuccess,
            (true, false) => MigrationState.MissingFailed,
            (false, true) => MigrationState.FutureSuccess,
            (false, false) => MigrationState.FutureFailed,
        };
    }

    private MigrationState WithFile(AppliedMigration row, ResolvedMigration? file) => row switch
    {
        { Success: false } => MigrationState.Failed,
        { Version: null } when !_applied.IsLatestRun(row) => MigrationState.Superseded,
        { Version: null } => file!.ChecksumMatches(row.Checksum) ? MigrationState.Success : MigrationState.Outdated,
        _ when row.Type.IsBaseline() => MigrationState.Baseline,
        _ => _applied.IsOutOfOrder(row) ? MigrationState.OutOfOrder : MigrationState.Success,
    };

    private MigrationState StateOf(ResolvedMigration file)
    {
        if (file.Config.ShouldExecute == false)
        {
            return MigrationState.Ignored;
        }

        if (_configuration.CherryPick.Count > 0)
        {
            return CherryPick.LeavesOut(file.Version, file.Description, _configuration.CherryPick) ? MigrationState.Ignored : MigrationState.Pending;
        }

        if (file.IsRepeatable)
        {
            return MigrationState.Pending;
        }

        var state = StateByVersion(file.Version!);
        if (!file.Type.IsBaseline())
        {
            return state;
        }

        // Only the highest baseline migration runs, and only while nothing is applied.
        return _applied.LastApplied is null && file.Version == _pendingBaseline ? MigrationState.Pending
            : state == MigrationState.Pending && _applied.LastApplied is not null ? MigrationState.Ignored
            : state;
    }

    private MigrationState StateByVersion(MigrationVersion version)
    {
        var baseline = _applied.LastApplied is null ? _pendingBaseline : _applied.Baseline;
        if (baseline is not null && version <= baseline)
        {
            return version == baseline ? MigrationState.BaselineIgnored : MigrationState.BelowBaseline;
        }

        if (IsAboveTarget(version))
        {
            return MigrationState.AboveTarget;
        }

        return version < _applied.LastApplied && !_configuration.OutOfOrder ? MigrationState.Ignored : MigrationState.Pending;
    }

    private bool IsAboveTarget(MigrationVersion version) => _configuration.Target.Kind switch
    {
        MigrationTargetKind.Version => version > _configuration.Target.Version,
        MigrationTargetKind.Current => version > _applied.LastApplied,
        MigrationTargetKind.Next => _next is not null && version > _next,
        _ => false,
    };

    private List<MigrationInfo> InExecutionOrder()
    {
        var pending = All.Where(IsPending);
        return _configuration.CherryPick.Count > 0
            ? [.. pending.OrderBy(info => CherryPick.Position(info.Version, info.Description, _configuration.CherryPick))]
            : [.. pending];
    }
}

namespace Daybreak.MigrationEngine.Model;

/// <summary>The state of a migration, from its file and its history rows (flyway-semantics §9).</summary>
public enum MigrationState
{
    /// <summary>A file that is not applied yet.</summary>
    Pending,

    /// <summary>A file above the target.</summary>
    AboveTarget,

    /// <summary>A file below the baseline.</summary>
    BelowBaseline,

    /// <summary>A file of the baseline's own version.</summary>
    BaselineIgnored,

    /// <summary>A file that will not be run: older than the current version without outOfOrder, or excluded by the cherry pick.</summary>
    Ignored,

    /// <summary>An undo file whose migration is applied.</summary>
    Available,

    /// <summary>The baseline.</summary>
    Baseline,

    /// <summary>Applied.</summary>
    Success,

    /// <summary>Applied after a migration of a higher version.</summary>
    OutOfOrder,

    /// <summary>Applied, but its file is gone.</summary>
    MissingSuccess,

    /// <summary>Failed, and its file is gone.</summary>
    MissingFailed,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Applied, newer than every file.</summary>
    FutureSuccess,

    /// <summary>Failed, newer than every file.</summary>
    FutureFailed,

    /// <summary>A repeatable migration whose file changed since.</summary>
    Outdated,

    /// <summary>An older run of a repeatable migration.</summary>
    Superseded,

    /// <summary>Undone by a later undo.</summary>
    Undone,

    /// <summary>Marked as deleted by repair.</summary>
    Deleted,
}

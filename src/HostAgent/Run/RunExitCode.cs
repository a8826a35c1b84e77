namespace Daybreak.HostAgent.Run;

/// <summary>The exit codes of <c>daybreak run</c> (docs/contracts.md).</summary>
internal enum RunExitCode
{
    /// <summary>Done, or covered by another run.</summary>
    Done = 0,

    /// <summary>A migration or the validation failed.</summary>
    Failed = 1,

    /// <summary>The arguments, the database's settings or the host's permissions are wrong.</summary>
    Configuration = 2,

    /// <summary>The database could not be reached.</summary>
    Unreachable = 3,

    /// <summary>The schema history's lock was not acquired.</summary>
    LockNotAcquired = 4,

    /// <summary>The bucket's files could not be had completely.</summary>
    Incomplete = 5,
}

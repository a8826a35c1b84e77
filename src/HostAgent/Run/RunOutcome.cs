namespace Daybreak.HostAgent.Run;

/// <summary>How a run ended; in JSON by the names in lower case.</summary>
internal enum RunOutcome
{
    /// <summary>Its turn has not come: another run of the database goes first.</summary>
    Waiting,

    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>What was asked for is done.</summary>
    Succeeded,

    /// <summary>It is not done; the error says why.</summary>
    Failed,

    /// <summary>Nothing was done because a waiting run reads the bucket later than this one was asked for.</summary>
    Covered,

    /// <summary>Nothing was done because the bucket's files could not be had completely.</summary>
    Incomplete,

    /// <summary>It was killed; the next run has found and closed its record.</summary>
    Crashed,
}

namespace Daybreak.HostAgent.Run;

/// <summary>What a run may be asked to do with a database.</summary>
internal enum DatabaseCommand
{
    /// <summary>Apply what is pending.</summary>
    Migrate,

    /// <summary>List what migrate would apply, and validate; changes nothing.</summary>
    Plan,

    /// <summary>List migrations and their states; changes nothing.</summary>
    Info,

    /// <summary>Compare files and history; changes nothing.</summary>
    Validate,

    /// <summary>Mend the history.</summary>
    Repair,

    /// <summary>Mark the database as being at the baseline version.</summary>
    Baseline,

    /// <summary>Create the PostgreSQL database and its login role where they are missing.</summary>
    Bootstrap,
}

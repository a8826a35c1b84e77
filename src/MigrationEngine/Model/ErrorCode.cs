namespace Daybreak.MigrationEngine.Model;

/// <summary>A stable error code. The names on the wire (<see cref="ErrorCodes.Name"/>) are Flyway's; those Flyway lacks are marked.</summary>
public enum ErrorCode
{
    /// <summary>A defect of the engine itself.</summary>
    Fault,

    /// <summary>Any other error.</summary>
    Error,

    /// <summary>The database could not be reached or an SQL statement outside a migration failed.</summary>
    DbConnection,

    /// <summary>A setting is wrong.</summary>
    Configuration,

    /// <summary>Two files of one version.</summary>
    DuplicateVersionedMigration,

    /// <summary>Two repeatable files of one description.</summary>
    DuplicateRepeatableMigration,

    /// <summary>Two undo files of one version.</summary>
    DuplicateUndoMigration,

    /// <summary>Two DELETE rows for one migration.</summary>
    DuplicateDeletedMigration,

    /// <summary>Objects but no history table, and no baseline allowed.</summary>
    NonEmptySchemaWithoutSchemaHistoryTable,

    /// <summary>Validation found one or more problems; each has a code of its own.</summary>
    ValidateError,

    /// <summary>The default schema does not exist.</summary>
    SchemaDoesNotExist,

    /// <summary>A failed baseline migration.</summary>
    FailedBaselineMigration,

    /// <summary>A failed repeatable migration.</summary>
    FailedRepeatableMigration,

    /// <summary>A failed versioned migration.</summary>
    FailedVersionedMigration,

    /// <summary>An applied versioned migration has no file.</summary>
    AppliedVersionedMigrationNotResolved,

    /// <summary>An applied repeatable migration has no file.</summary>
    AppliedRepeatableMigrationNotResolved,

    /// <summary>A versioned file is not applied.</summary>
    ResolvedVersionedMigrationNotApplied,

    /// <summary>A repeatable file is not applied.</summary>
    ResolvedRepeatableMigrationNotApplied,

    /// <summary>A repeatable file has changed since it was applied.</summary>
    OutdatedRepeatableMigration,

    /// <summary>Types differ between file and history.</summary>
    TypeMismatch,

    /// <summary>Checksums differ between file and history.</summary>
    ChecksumMismatch,

    /// <summary>Descriptions differ between file and history.</summary>
    DescriptionMismatch,

    /// <summary>The advisory lock was not acquired in time (Flyway reports <c>ERROR</c>).</summary>
    LockNotAcquired,
}

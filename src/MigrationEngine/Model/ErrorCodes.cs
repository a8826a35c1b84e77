namespace Daybreak.MigrationEngine.Model;

/// <summary>Flyway's names of error codes.</summary>
public static class ErrorCodes
{
    /// <summary>The name in messages and JSON, for example <c>CHECKSUM_MISMATCH</c>.</summary>
    public static string Name(this ErrorCode code) => code switch
    {
        ErrorCode.Fault => "FAULT",
        ErrorCode.Error => "ERROR",
        ErrorCode.DbConnection => "DB_CONNECTION",
        ErrorCode.Configuration => "CONFIGURATION",
        ErrorCode.DuplicateVersionedMigration => "DUPLICATE_VERSIONED_MIGRATION",
        ErrorCode.DuplicateRepeatableMigration => "DUPLICATE_REPEATABLE_MIGRATION",
        ErrorCode.DuplicateUndoMigration => "DUPLICATE_UNDO_MIGRATION",
        ErrorCode.DuplicateDeletedMigration => "DUPLICATE_DELETED_MIGRATION",
        ErrorCode.NonEmptySchemaWithoutSchemaHistoryTable => "NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE",
        ErrorCode.ValidateError => "VALIDATE_ERROR",
        ErrorCode.SchemaDoesNotExist => "SCHEMA_DOES_NOT_EXIST",
        ErrorCode.FailedBaselineMigration => "FAILED_BASELINE_MIGRATION",
        ErrorCode.FailedRepeatableMigration => "FAILED_REPEATABLE_MIGRATION",
        ErrorCode.FailedVersionedMigration => "FAILED_VERSIONED_MIGRATION",
        ErrorCode.AppliedVersionedMigrationNotResolved => "APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED",
        ErrorCode.AppliedRepeatableMigrationNotResolved => "APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED",
        ErrorCode.ResolvedVersionedMigrationNotApplied => "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED",
        ErrorCode.ResolvedRepeatableMigrationNotApplied => "RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED",
        ErrorCode.OutdatedRepeatableMigration => "OUTDATED_REPEATABLE_MIGRATION",
        ErrorCode.TypeMismatch => "TYPE_MISMATCH",
        ErrorCode.ChecksumMismatch => "CHECKSUM_MISMATCH",
        ErrorCode.DescriptionMismatch => "DESCRIPTION_MISMATCH",
        ErrorCode.LockNotAcquired => "ERROR",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "not an error code"),
    };
}

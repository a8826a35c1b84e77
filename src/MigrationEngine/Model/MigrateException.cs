using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Model;

/// <summary>A migrate or undo that failed after the checks; it carries what had been done by then.</summary>
public sealed class MigrateException : MigrationException
{
    /// <summary>Creates the error.</summary>
    public MigrateException(ErrorCode code, string message, MigrateResult partial, Exception? innerException = null)
        : base(code, message, innerException) => Partial = partial;

    /// <summary>What was applied before the failure; <see cref="MigrateResult.Success"/> is false.</summary>
    public MigrateResult Partial { get; }
}

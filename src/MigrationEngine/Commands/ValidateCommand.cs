using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>The validate command, and the validation of migrate.</summary>
internal sealed class ValidateCommand(MigrationContext context, IReadOnlyList<IgnoreMigrationPattern> ignore)
{
    /// <summary>Compares files and history; problems are in the result.</summary>
    public async Task<ValidateResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        var configuration = context.Configuration with { IgnoreMigrationPatterns = ignore };
        if (context.PathSchema is null)
        {
            return MissingSchema(configuration, started);
        }

        await context.RunCallbacksAsync("beforeValidate", cancellationToken).ConfigureAwait(false);
        var infos = await context.CompareAsync(cancellationToken).ConfigureAwait(false);
        var invalid = Validation.Check(infos, configuration);
        if (context.Resolved.IsEmpty)
        {
            Log.NoMigrationsFound(context.Logger);
            context.Session.Warnings.Add("No migrations found. Are your locations set up correctly?");
        }

        await context.RunCallbacksAsync(invalid.Count == 0 ? "afterValidate" : "afterValidateError", cancellationToken).ConfigureAwait(false);
        return Result(started) with
        {
            InvalidMigrations = invalid,
            ValidateCount = infos.All.Count,
            ErrorCode = invalid.Count == 0 ? null : ErrorCode.ValidateError,
            ErrorMessage = invalid.Count == 0 ? null : $"Migrations have failed validation\n{string.Join('\n', invalid.Select(one => one.Message))}",
        };
    }

    private ValidateResult MissingSchema(EngineConfiguration configuration, long started)
    {
        var pendingIgnored = new IgnorePatterns(configuration.IgnoreMigrationPatterns).CoversAll(MigrationState.Pending);
        return context.Resolved.IsEmpty || pendingIgnored
            ? Result(started)
            : Result(started) with
            {
                ErrorCode = ErrorCode.SchemaDoesNotExist,
                ErrorMessage = $"Schema {History.Identifier.Quote(context.DefaultSchema)} doesn't exist yet",
            };
    }

    private ValidateResult Result(long started) => new()
    {
        Database = context.Session.Database,
        SchemaName = context.DefaultSchema,
        InvalidMigrations = [],
        Warnings = [.. context.Session.Warnings],
        TotalTime = context.Time.GetElapsedTime(started),
    };
}

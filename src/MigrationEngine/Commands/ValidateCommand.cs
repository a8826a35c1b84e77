using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>The validate command, and the validation of migrate.</summary>
internal sealed class ValidateCommand(MigrationContext context, IReadOnlyList<IgnoreMigrationPattern> ignore)
{
    private readonly long _started = context.Time.GetTimestamp();
    private readonly EngineConfiguration _configuration = context.Configuration with { IgnoreMigrationPatterns = ignore };

    /// <summary>Compares files and history; problems are in the result.</summary>
    public async Task<ValidateResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (context.PathSchema is null)
        {
            await context.Files.WaitAsync(cancellationToken).ConfigureAwait(false);
            return MissingSchema();
        }

        await context.RunCallbacksAsync("beforeValidate", cancellationToken).ConfigureAwait(false);
        var result = Check(await context.CompareAsync(cancellationToken).ConfigureAwait(false));
        await context.RunCallbacksAsync(result.ValidationSuccessful ? "afterValidate" : "afterValidateError", cancellationToken)
            .ConfigureAwait(false);
        return result;
    }

    /// <summary>The validation itself, of what was compared already.</summary>
    public ValidateResult Check(MigrationInfos infos)
    {
        var invalid = Validation.Check(infos, _configuration);
        if (context.Resolved.IsEmpty)
        {
            Log.NoMigrationsFound(context.Logger);
            context.Session.Warnings.Add("No migrations found. Are your locations set up correctly?");
        }

        return Result() with
        {
            InvalidMigrations = invalid,
            ValidateCount = invalid.Count == 0 ? infos.All.Count : 0,
            ErrorCode = invalid.Count == 0 ? null : ErrorCode.ValidateError,
            ErrorMessage = invalid.Count == 0 ? null : $"Migrations have failed validation\n{string.Join('\n', invalid.Select(one => one.Message))}",
        };
    }

    private ValidateResult MissingSchema()
    {
        var pendingIgnored = new IgnorePatterns(_configuration.IgnoreMigrationPatterns).CoversAll(MigrationState.Pending);
        return context.Resolved.IsEmpty || pendingIgnored
            ? Result()
            : Result() with
            {
                ErrorCode = ErrorCode.SchemaDoesNotExist,
                ErrorMessage = $"Schema {History.Identifier.Quote(context.DefaultSchema)} doesn't exist yet",
            };
    }

    private ValidateResult Result() => new()
    {
        Database = context.Session.Facts.Database,
        SchemaName = context.DefaultSchema,
        InvalidMigrations = [],
        Warnings = [.. context.Session.Warnings],
        TotalTime = context.Time.GetElapsedTime(_started),
    };
}

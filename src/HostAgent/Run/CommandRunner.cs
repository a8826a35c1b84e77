using Daybreak.HostAgent.Output;
using Daybreak.HostAgent.Run.Answers;
using Daybreak.HostAgent.Run.Bucket;
using Daybreak.HostAgent.Run.Record;
using Daybreak.MigrationEngine;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;
using Npgsql;

namespace Daybreak.HostAgent.Run;

/// <summary>Runs a command of the engine on a mirrored bucket.</summary>
/// <param name="migrations">The mirror.</param>
/// <param name="connect">Opens the engine's connections.</param>
/// <param name="log">Gets the engine's messages.</param>
/// <param name="time">Measures.</param>
internal sealed class CommandRunner(
    MirroredMigrations migrations, Func<CancellationToken, ValueTask<NpgsqlConnection>> connect, RunLog log, TimeProvider time)
{
    private readonly EngineConfiguration _configuration = migrations.Configuration;
    private readonly Func<string, string> _toKeys = log.Rewrite;

    /// <summary>Runs the command; what it did stands in the journal, even when it throws.</summary>
    /// <exception cref="MigrationException">The command failed.</exception>
    public async Task<CommandResult> RunAsync(DatabaseCommand command, RunJournal journal, CancellationToken cancellationToken)
    {
        // What migrate would do is what is pending: to a plan it is no fault, as it is none to migrate's own validation.
        var settings = command == DatabaseCommand.Plan
            ? _configuration with { IgnoreMigrationPatterns = [.. _configuration.IgnoreMigrationPatterns, IgnoreMigrationPattern.Pending] }
            : _configuration;
        var engine = new Engine(settings, connect, log, time, migrations.Files);
        try
        {
            return journal.Result = command switch
            {
                DatabaseCommand.Migrate => Migrated(await engine.MigrateAsync(cancellationToken)),
                DatabaseCommand.Plan => Planned(await engine.InfoAsync(cancellationToken), await engine.ValidateAsync(cancellationToken)),
                DatabaseCommand.Info => Informed(await engine.InfoAsync(cancellationToken)),
                DatabaseCommand.Validate => Validated(await engine.ValidateAsync(cancellationToken)),
                DatabaseCommand.Repair => new CommandResult(Outcomes.Repair(await engine.RepairAsync(cancellationToken)).Text),
                DatabaseCommand.Baseline => Baselined(await engine.BaselineAsync(cancellationToken)),
                _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
            };
        }
        catch (MigrateException e)
        {
            // Of a failed migrate the engine tells what it applied; the version is that of the last one.
            var last = e.Partial.Migrations.LastOrDefault(m => m.Version.Length > 0)?.Version;
            journal.Result = Migrated(e.Partial with { TargetSchemaVersion = last ?? e.Partial.InitialSchemaVersion });
            throw;
        }
    }

    /// <summary>What a migrate did.</summary>
    public CommandResult Migrated(MigrateResult result) => new(MigrateText.Of(result, _configuration, time, _toKeys))
    {
        VersionBefore = result.InitialSchemaVersion,
        VersionAfter = result.TargetSchemaVersion ?? result.InitialSchemaVersion,
        Applied = [.. result.Migrations.Select(m => new RecordedMigration(
            m.Version.Length == 0 ? null : m.Version, m.Description, m.Type, _toKeys(m.FilePath), m.ExecutionTime))],
    };

    private CommandResult Planned(InfoResult info, ValidateResult validation)
    {
        var pending = info.Migrations.Where(m => m.State == MigrationState.Pending).ToList();
        return Validated(validation) with
        {
            Answer = PlanText.Of(info, pending, validation, _toKeys),
            VersionBefore = info.SchemaVersion,
            VersionAfter = info.SchemaVersion,
            Pending = [.. pending.Select(m => new RecordedMigration(m.Version?.ToString(), m.Description, m.Type.Name(), m.Script, null))],
        };
    }

    private CommandResult Informed(InfoResult info) => new(
        Outcomes.Info(info, migrationIds: false, time.GetLocalNow(), time.LocalTimeZone).Text)
    {
        VersionBefore = info.SchemaVersion,
        VersionAfter = info.SchemaVersion,
    };

    private CommandResult Validated(ValidateResult validation) => new(ValidateText.Of(validation, _toKeys))
    {
        Error = validation.ValidationSuccessful ? null : new RecordedError(
            (validation.ErrorCode ?? ErrorCode.ValidateError).Name(),
            _toKeys(validation.ErrorMessage ?? "The validation failed."),
            validation.InvalidMigrations.Select(m => m.FilePath).OfType<string>().Select(_toKeys).FirstOrDefault()),
    };

    private static CommandResult Baselined(BaselineResult result) =>
        new(Outcomes.Baseline(result).Text) { VersionAfter = result.BaselineVersion };
}

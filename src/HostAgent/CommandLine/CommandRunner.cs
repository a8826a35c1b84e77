using Daybreak.HostAgent.Configuration;
using Daybreak.HostAgent.Connecting;
using Daybreak.HostAgent.Output;
using Daybreak.MigrationEngine;
using Daybreak.MigrationEngine.Model;
using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.CommandLine;

/// <summary>Runs Flyway's commands on one database.</summary>
internal sealed class CommandRunner(AgentConfiguration settings, DatabaseConnector connector, ILogger logger, TimeProvider time)
{
    /// <summary>Runs commands in order; the first that fails is the last.</summary>
    /// <exception cref="MigrationException">A command failed as a whole.</exception>
    public async Task<IReadOnlyList<CommandOutcome>> RunAsync(IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        var outcomes = new List<CommandOutcome>(commands.Count);
        foreach (var command in commands)
        {
            outcomes.Add(await RunAsync(command, cancellationToken));
            if (!outcomes[^1].Success)
            {
                break;
            }
        }

        return outcomes;
    }

    private async Task<CommandOutcome> RunAsync(string command, CancellationToken cancellationToken)
    {
        var engine = new Engine(settings.Engine with { ScriptMigrations = settings.Scripts }, connector.OpenAsync, logger, time);
        try
        {
            return command switch
            {
                "migrate" => Outcomes.Migrate(await engine.MigrateAsync(cancellationToken), settings.Engine.DryRunOutput, time.GetLocalNow()),
                "info" => Outcomes.Info(
                    await engine.InfoAsync(cancellationToken), settings.Output.MigrationIds, time.GetLocalNow(), time.LocalTimeZone),
                "validate" => Outcomes.Validate(await engine.ValidateAsync(cancellationToken)),
                "repair" => Outcomes.Repair(await engine.RepairAsync(cancellationToken)),
                "baseline" => Outcomes.Baseline(await engine.BaselineAsync(cancellationToken)),
                "clean" => Outcomes.Clean(await engine.CleanAsync(cancellationToken)),
                "undo" => Outcomes.Undo(await engine.UndoAsync(cancellationToken), settings.Engine.DryRunOutput),
                _ => throw new MigrationException(ErrorCode.Error, $"Unknown command: {command}."),
            };
        }
        catch (MigrateException error) when (command == "migrate")
        {
            // What was applied before the failure belongs into the answer.
            logger.LogFailure(error);
            return Outcomes.Migrate(error, time.GetLocalNow());
        }
    }
}

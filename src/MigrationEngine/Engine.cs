using Daybreak.MigrationEngine.Commands;
using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Daybreak.MigrationEngine;

/// <summary>Flyway's commands on one PostgreSQL database.</summary>
public sealed class Engine
{
    private readonly EngineConfiguration _configuration;
    private readonly Func<CancellationToken, ValueTask<NpgsqlConnection>> _connect;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    /// <summary>Creates an engine; nothing is connected yet.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="connect">Opens a connection; it does its own retries. The engine disposes what it returns.</param>
    /// <param name="logger">Progress (Information), notices and warnings of the server (Information, Warning), statements (Debug).</param>
    /// <param name="time">Measures times and waits.</param>
    public Engine(
        EngineConfiguration configuration,
        Func<CancellationToken, ValueTask<NpgsqlConnection>> connect,
        ILogger logger,
        TimeProvider time)
    {
        _configuration = configuration;
        _connect = connect;
        _logger = logger;
        _time = time;
    }

    /// <summary>Applies what is pending, or writes it into the file of <c>dryRunOutput</c>.</summary>
    /// <exception cref="MigrationException">A setting, a file, the history or a migration is wrong; <see cref="MigrateException"/> once migrations were to be run.</exception>
    public Task<MigrateResult> MigrateAsync(CancellationToken cancellationToken) =>
        RunOrWriteAsync(context => new MigrateCommand(context).ExecuteAsync(cancellationToken), cancellationToken);

    /// <summary>Lists migrations and their states; changes nothing.</summary>
    public Task<InfoResult> InfoAsync(CancellationToken cancellationToken) =>
        RunAsync(context => new InfoCommand(context).ExecuteAsync(cancellationToken), cancellationToken);

    /// <summary>Compares files and history; a failed validation is a result, not an exception.</summary>
    public Task<ValidateResult> ValidateAsync(CancellationToken cancellationToken) =>
        RunAsync(context => new ValidateCommand(context, _configuration.IgnoreMigrationPatterns).ExecuteAsync(cancellationToken), cancellationToken);

    /// <summary>Mends the history table.</summary>
    public Task<RepairResult> RepairAsync(CancellationToken cancellationToken) =>
        RunAsync("repair", context => new RepairCommand(context).ExecuteAsync(cancellationToken), cancellationToken);

    /// <summary>Marks the database as being at the baseline version.</summary>
    public Task<BaselineResult> BaselineAsync(CancellationToken cancellationToken) =>
        RunAsync("baseline", context => new BaselineCommand(context).ExecuteAsync(cancellationToken), cancellationToken);

    /// <summary>Drops all objects of the managed schemas; disabled unless <c>cleanDisabled=false</c>.</summary>
    public Task<CleanResult> CleanAsync(CancellationToken cancellationToken) =>
        RunAsync("clean", context => new CleanCommand(context).ExecuteAsync(cancellationToken), cancellationToken);

    /// <summary>Undoes applied versioned migrations by their undo files.</summary>
    public Task<UndoResult> UndoAsync(CancellationToken cancellationToken) =>
        RunOrWriteAsync(context => new UndoCommand(context).ExecuteAsync(cancellationToken), cancellationToken);

    private Task<T> RunAsync<T>(string name, Func<MigrationContext, Task<T>> command, CancellationToken cancellationToken) =>
        _configuration.DryRunOutput is null
            ? RunAsync(command, cancellationToken)
            : throw new MigrationException(
                ErrorCode.Configuration, $"dryRunOutput is for migrate and undo: {name} would change the database. Run it without dryRunOutput.");

    private async Task<T> RunAsync<T>(Func<MigrationContext, Task<T>> command, CancellationToken cancellationToken, DryRunScript? dryRun = null)
    {
        var context = await MigrationContext.OpenAsync(_configuration, _connect, dryRun, _logger, _time, cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            try
            {
                return await command(context).ConfigureAwait(false);
            }
            catch (Exception e) when (DatabaseErrors.IsKnown(e))
            {
                throw DatabaseErrors.Of(e);
            }
        }
    }

    /// <summary>Runs the command, or writes what it would run into the file of a dry run.</summary>
    private async Task<T> RunOrWriteAsync<T>(Func<MigrationContext, Task<T>> command, CancellationToken cancellationToken)
    {
        if (_configuration.DryRunOutput is not { } path)
        {
            return await RunAsync(command, cancellationToken).ConfigureAwait(false);
        }

        using var script = DryRunScript.Create(Path.GetFullPath(path, _configuration.WorkingDirectory));
        return await RunAsync(
            async context =>
            {
                var result = await command(context).ConfigureAwait(false);
                DryRunHeader.WriteEnd(context, script);
                script.Complete();
                return result;
            },
            cancellationToken,
            script).ConfigureAwait(false);
    }
}

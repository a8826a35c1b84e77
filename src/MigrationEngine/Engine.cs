using Daybreak.MigrationEngine.Commands;
using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;
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
    private readonly MigrationFiles? _files;

    /// <summary>Creates an engine; nothing is connected yet.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="connect">Opens a connection; it does its own retries. The engine disposes what it returns.</param>
    /// <param name="logger">Progress (Information), notices and warnings of the server (Information, Warning), statements (Debug).</param>
    /// <param name="time">Measures times and waits.</param>
    /// <param name="files">The files, where other engines read the same; null: this one reads them for each command.</param>
    public Engine(
        EngineConfiguration configuration,
        Func<CancellationToken, ValueTask<NpgsqlConnection>> connect,
        ILogger logger,
        TimeProvider time,
        MigrationFiles? files = null)
    {
        _configuration = configuration;
        _connect = connect;
        _logger = logger;
        _time = time;
        _files = files;
    }

    /// <summary>Opens a session on a connection of the caller's, which stays open when the session ends. No callback is run in it.</summary>
    /// <exception cref="MigrationException">A file is wrong, initSql failed, or the connection is lost.</exception>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "The context is the session's, which disposes it.")]
    public async Task<MigrationSession> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var quiet = _configuration with { SkipDefaultCallbacks = true };
        var files = _files ?? new MigrationFiles();
        var context = await MigrationContext.OpenAsync(
            quiet, _ => ValueTask.FromResult(connection), files, null, _logger, _time, cancellationToken, leaveOpen: true).ConfigureAwait(false);
        return new MigrationSession(context, context.HasCallbacks && !_configuration.SkipDefaultCallbacks);
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
        var context = await MigrationContext.OpenAsync(_configuration, _connect, _files, dryRun, _logger, _time, cancellationToken)
            .ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await DatabaseErrors.KnownAsync(() => command(context)).ConfigureAwait(false);
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

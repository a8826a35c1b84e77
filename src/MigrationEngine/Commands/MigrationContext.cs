using Daybreak.MigrationEngine.Callbacks;
using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>What every command works with: the session, the files, the history and the lock.</summary>
internal sealed class MigrationContext : IAsyncDisposable
{
    private (IReadOnlyList<AppliedMigration>? Rows, long Changes)? _history;
    private (IReadOnlyList<AppliedMigration> Rows, MigrationInfos Infos)? _compared;

    private MigrationContext(
        EngineConfiguration configuration,
        Session session,
        MigrationFiles? files,
        FoundScripts found,
        PlaceholderValues placeholders,
        string defaultSchema,
        ILogger logger,
        TimeProvider time)
    {
        Configuration = configuration;
        Session = session;
        Logger = logger;
        Time = time;
        DefaultSchema = defaultSchema;
        Schemas = configuration.Schemas.Contains(defaultSchema) ? configuration.Schemas : [defaultSchema, .. configuration.Schemas];
        Catalog = new SchemaCatalog(session);
        History = new SchemaHistory(session, defaultSchema, configuration.Table);
        Lock = new AdvisoryLock(
            session.Connection, LockKey.For(defaultSchema, configuration.Table), configuration.LockRetryCount, logger, time);
        var (migrations, callbacks) = files?.Resolve(found, configuration, placeholders, logger)
            ?? new MigrationResolver(configuration, placeholders, logger).Resolve(found);
        Files = new ResolvedFiles(migrations, found.Reading);
        Found = found;
        HasCallbacks = callbacks.Count > 0;
        Scripts = new ScriptRunner(session, new ScriptReading(configuration, placeholders), configuration, logger);
        Processes = new ScriptProcess(configuration.ScriptMigrations, placeholders, configuration.WorkingDirectory, logger);
        Callbacks = new CallbackRunner(session, configuration.SkipDefaultCallbacks ? [] : callbacks, Scripts, Processes, configuration, logger);
    }

    public EngineConfiguration Configuration { get; }

    public Session Session { get; }

    public ILogger Logger { get; }

    public TimeProvider Time { get; }

    /// <summary>The schema of the history table, in front of every script's search path.</summary>
    public string DefaultSchema { get; }

    /// <summary>All managed schemas; the default schema is among them.</summary>
    public IReadOnlyList<string> Schemas { get; }

    public SchemaCatalog Catalog { get; }

    public SchemaHistory History { get; }

    public AdvisoryLock Lock { get; }

    /// <summary>The migration files by their names: what is in them may still be read.</summary>
    public FoundScripts Found { get; }

    /// <summary>The migration files; reading the history waits for them.</summary>
    public ResolvedFiles Files { get; }

    /// <summary>What the files are: see <see cref="ResolvedFiles.Migrations"/>.</summary>
    public ResolvedMigrations Resolved => Files.Migrations;

    /// <summary>Whether there are files of callbacks, run or not.</summary>
    public bool HasCallbacks { get; }

    public ScriptRunner Scripts { get; }

    public ScriptProcess Processes { get; }

    public CallbackRunner Callbacks { get; }

    /// <summary>
    /// Whether a migration may be sent before the end of the one before is known: nothing is to be run or logged between them.
    /// </summary>
    public bool MayPipeline => !HasCallbacks && Session.DryRun is null && !Logger.IsEnabled(LogLevel.Debug);

    /// <summary>The user that history rows name.</summary>
    public string InstalledBy => Configuration.InstalledBy ?? Session.Facts.User;

    /// <summary>Those of <see cref="Schemas"/> that exist; kept up to date by <see cref="SchemaCreation"/>.</summary>
    public IReadOnlySet<string> ExistingSchemas { get; private set; } = new HashSet<string>();

    /// <summary>The default schema where it exists, else null: what goes in front of the search path.</summary>
    public string? PathSchema => ExistingSchemas.Contains(DefaultSchema) ? DefaultSchema : null;

    /// <summary>Connects, finds the files and runs afterConnect.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Reliability", "CA2000", Justification = "The session is the context's, which disposes it; on failure it is disposed here.")]
    public static async Task<MigrationContext> OpenAsync(
        EngineConfiguration configuration,
        Func<CancellationToken, ValueTask<NpgsqlConnection>> connect,
        MigrationFiles? files,
        DryRunScript? dryRun,
        ILogger logger,
        TimeProvider time,
        CancellationToken cancellationToken,
        bool leaveOpen = false)
    {
        // The files are read while the server takes its time to answer; what is wrong with them is told when they are needed.
        var finding = files?.FindAsync(configuration) ?? new ScriptFinder(configuration).FindAsync();
        IReadOnlyList<string> named = configuration.DefaultSchema is { } first ? [first, .. configuration.Schemas] : configuration.Schemas;
        var session = await Session.OpenAsync(
            connect, configuration.InitSql, named, configuration.Table, dryRun, logger, cancellationToken, leaveOpen).ConfigureAwait(false);
        try
        {
            var defaultSchema = named.Count > 0 ? named[0] : session.Facts.CurrentSchema;
            var placeholders = new PlaceholderValues(configuration, defaultSchema, session.Facts.User, session.Facts.Database, time.GetLocalNow());
            // A folder may keep its reader waiting for ever: a file system that is gone.
            var found = await finding.WaitAsync(cancellationToken).ConfigureAwait(false);
            var context = new MigrationContext(configuration, session, files, found, placeholders, defaultSchema, logger, time);
            if (configuration.InitSql is null)
            {
                context.ExistingSchemas = session.Facts.ExistingSchemas.Where(context.Schemas.Contains).ToHashSet(StringComparer.Ordinal);
            }
            else
            {
                // It may have made others.
                await context.RefreshSchemasAsync(cancellationToken).ConfigureAwait(false);
            }

            if (dryRun is not null)
            {
                await DryRunHeader.WriteAsync(context, dryRun, cancellationToken).ConfigureAwait(false);
            }

            await context.RunCallbacksAsync("afterConnect", cancellationToken).ConfigureAwait(false);
            return context;
        }
        catch (Exception e)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            if (DatabaseErrors.IsKnown(e))
            {
                throw DatabaseErrors.Of(e);
            }

            throw;
        }
    }

    /// <summary>Asks again which schemas exist.</summary>
    public async Task RefreshSchemasAsync(CancellationToken cancellationToken) =>
        ExistingSchemas = await Catalog.ExistingAsync(Schemas, cancellationToken).ConfigureAwait(false);

    /// <summary>Notes that the schemas exist now.</summary>
    public void NoteCreated(IReadOnlyList<string> schemas) =>
        ExistingSchemas = ExistingSchemas.Concat(schemas).ToHashSet(StringComparer.Ordinal);

    /// <summary>Waits for the lock; a dry run writes it into its script instead.</summary>
    public async Task AcquireLockAsync(CancellationToken cancellationToken)
    {
        if (Session.DryRun is null && !await TryAcquireLockAsync(cancellationToken).ConfigureAwait(false))
        {
            await Lock.AcquireAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the lock if it is free, and reads the history with it where there seems to be one; says whether it is held now.</summary>
    public async Task<bool> TryAcquireLockAsync(CancellationToken cancellationToken)
    {
        if (Lock.IsHeld || !Session.Facts.HasHistory || Session.Changes > 0)
        {
            return await Lock.TryAcquireAsync(cancellationToken).ConfigureAwait(false);
        }

        if (await History.ReadLockedAsync(Lock, cancellationToken).ConfigureAwait(false) is { } rows)
        {
            _history = (rows, Session.Changes);
        }

        return Lock.IsHeld;
    }

    /// <summary>
    /// Makes good what scripts may have done to the engine's own state: a lock they gave up is taken again.
    /// </summary>
    /// <returns>Whether the history has to be read again.</returns>
    public async Task<bool> SettleAsync(CancellationToken cancellationToken)
    {
        var (lockLost, touched) = (Scripts.Effects.LockLost, Scripts.Effects.HistoryTouched);
        Scripts.Effects.Clear();
        if (lockLost && Session.DryRun is null)
        {
            Lock.WasLost();
            await Lock.AcquireAsync(cancellationToken).ConfigureAwait(false);
        }

        return lockLost || touched;
    }

    /// <summary>
    /// Whether nothing needs to be put back after a script: it only defines things, no event trigger looks on, and what the session prepared is there.
    /// </summary>
    public bool LeavesSession(ScriptExecution execution) =>
        execution.LeavesSession && !Session.MayHaveEventTriggers && Scripts.Effects is { DefinitionsRunCode: false, PreparedLost: false };

    /// <summary>Runs an event's callbacks outside of any migration.</summary>
    public Task RunCallbacksAsync(string @event, CancellationToken cancellationToken) =>
        Callbacks.RunAsync(@event, PathSchema, cancellationToken);

    /// <summary>Runs the callbacks of an error; one that fails itself is a warning, so that it does not hide the error.</summary>
    public async Task RunErrorCallbacksAsync(string @event, CancellationToken cancellationToken)
    {
        if (Session.Connection.State != System.Data.ConnectionState.Open)
        {
            return;
        }

        try
        {
            await RunCallbacksAsync(@event, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e)
        {
            Warn($"The callback {@event} failed too: {e.Message}");
        }
    }

    /// <summary>
    /// The history's rows; null where the table does not exist. Under the lock nobody else writes them: they are asked for again only after
    /// something was run. The files have been read as well when it ends.
    /// </summary>
    public async Task<IReadOnlyList<AppliedMigration>?> ReadExistingHistoryAsync(CancellationToken cancellationToken)
    {
        if (_history is not { } known || known.Changes != Session.Changes || !Lock.IsHeld)
        {
            var rows = await History.ExistsAsync(cancellationToken).ConfigureAwait(false)
                ? await History.ReadAsync(cancellationToken).ConfigureAwait(false)
                : null;
            _history = known = (rows, Lock.IsHeld ? Session.Changes : -1);
        }

        await Files.WaitAsync(cancellationToken).ConfigureAwait(false);
        return known.Rows;
    }

    /// <summary>The history's rows where they are known without asking for them, else null.</summary>
    public IReadOnlyList<AppliedMigration>? KnownRows => _history is { } known ? known.Rows : Session.Facts.HasHistory ? null : [];

    /// <summary>The history's rows; none where the table does not exist.</summary>
    public async Task<IReadOnlyList<AppliedMigration>> ReadHistoryAsync(CancellationToken cancellationToken) =>
        await ReadExistingHistoryAsync(cancellationToken).ConfigureAwait(false) ?? [];

    /// <summary>Files and rows compared, as they are now.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: no migration has the target's version, or is what cherryPick names.</exception>
    public async Task<MigrationInfos> CompareAsync(CancellationToken cancellationToken) =>
        Compare(await ReadHistoryAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Files and these rows compared.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: no migration has the target's version, or is what cherryPick names.</exception>
    public MigrationInfos Compare(IReadOnlyList<AppliedMigration> rows)
    {
        if (_compared is { } known && ReferenceEquals(known.Rows, rows))
        {
            return known.Infos;
        }

        var infos = MigrationInfos.Compare(Resolved, rows, Configuration);
        infos.RefuseMissingTarget();
        CherryPick.RefuseUnknown(Resolved, rows, Configuration.CherryPick);
        _compared = (rows, infos);
        return infos;
    }

    /// <summary>Notes a warning for the result and logs it.</summary>
    public void Warn(string message)
    {
        Session.Warnings.Add(message);
        Log.Warning(Logger, message);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Lock.ReleaseAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and the lock with it.
        }

        await Session.DisposeAsync().ConfigureAwait(false);
    }
}

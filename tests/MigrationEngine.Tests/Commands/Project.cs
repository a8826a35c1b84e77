using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;
using Daybreak.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Daybreak.MigrationEngine.Tests.Commands;

/// <summary>A folder of migrations and an empty database.</summary>
internal sealed class Project : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daybreak-engine-").FullName;

    private Project(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public static async Task<Project> CreateAsync(params IEnumerable<(string Name, string Text)> files)
    {
        var project = new Project(await TestDatabase.CreateAsync());
        foreach (var (name, text) in files)
        {
            project.Write(name, text);
        }

        return project;
    }

    /// <summary>The path of a file.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    public void Write(string name, string text) => File.WriteAllText(this[name], text);

    public Engine Engine(Func<EngineConfiguration, EngineConfiguration>? settings = null, ILogger? logger = null)
    {
        var defaults = new EngineConfiguration { Locations = [new Location(_folder)], WorkingDirectory = _folder, OutputQueryResults = false };
        return new Engine(settings is null ? defaults : settings(defaults), ConnectAsync, logger ?? NullLogger.Instance, TimeProvider.System);
    }

    public Task<MigrateResult> MigrateAsync(Func<EngineConfiguration, EngineConfiguration>? settings = null) =>
        Engine(settings).MigrateAsync(CancellationToken.None);

    public async Task<MigrationException> FailAsync(Func<EngineConfiguration, EngineConfiguration>? settings = null) =>
        await Assert.ThrowsAnyAsync<MigrationException>(() => MigrateAsync(settings));

    /// <summary>Rows of the history: rank, version, type and success.</summary>
    public async Task<IEnumerable<string?>> HistoryAsync() => await Database.QueryColumnAsync(
        "select concat_ws(' ', installed_rank, coalesce(version, description), type, case success when true then 'ok' else 'failed' end) "
        + "from flyway_schema_history order by installed_rank");

    /// <summary>The names of all tables in the schema public but the history.</summary>
    public async Task<IEnumerable<string?>> TablesAsync() => await Database.QueryColumnAsync(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') "
        + "and relname <> 'flyway_schema_history' order by relname collate \"C\"");

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(Database.ConnectionString);
        EngineConnections.Configure(builder);
        builder.EnableTransportSecurity();
        await using var source = builder.Build();
        return await source.OpenConnectionAsync(cancellationToken);
    }
}

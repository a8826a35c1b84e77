using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class Engines_at_the_same_time
{
    private static readonly long Key = LockKey.For("public", "flyway_schema_history");

    [Fact]
    public async Task Apply_each_of_thirty_pending_migrations_once()
    {
        await using var project = await Project.CreateAsync(Enumerable.Range(1, 30).Select(i => ($"V{i}__m.sql", $"create table t{i}(i int);")));

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => project.MigrateAsync())));

        Assert.All(results, result => Assert.True(result.Success));
        Assert.Equal(30, results.Sum(result => result.MigrationsExecuted));
        Assert.Equal(Enumerable.Range(1, 30).Select(i => $"{i} {i} SQL ok"), await project.HistoryAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wait_while_another_session_holds_Flyways_lock(bool transactional)
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        await using var other = await HoldAsync(project, transactional);
        var log = new CapturedLog("Waiting for the advisory lock");

        var migration = project.Engine(logger: log).MigrateAsync(CancellationToken.None);
        await log.Seen;
        Assert.False(migration.IsCompleted);
        Assert.Empty(await project.TablesAsync());

        await other.CloseAsync();
        Assert.Equal(1, (await migration).MigrationsExecuted);
    }

    [Fact]
    public async Task Do_not_take_a_non_transactional_migration_that_still_runs_for_a_failed_one()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);\nselect pg_advisory_lock(42);"));
        project.Write("V1__a.sql.conf", "executeInTransaction=false");
        await using var other = new NpgsqlConnection(project.Database.ConnectionString);
        await other.OpenAsync();
        await using var hold = new NpgsqlCommand("select pg_advisory_lock(42)", other);
        await hold.ExecuteNonQueryAsync();

        var first = project.MigrateAsync();
        while ((await project.TablesAsync()).FirstOrDefault() is null)
        {
            Assert.False(first.IsCompleted);
            await Task.Delay(20);
        }

        var log = new CapturedLog("Waiting for the advisory lock");
        var second = project.Engine(logger: log).MigrateAsync(CancellationToken.None);
        await Task.WhenAny(log.Seen, second);
        Assert.False(second.IsCompleted);
        await other.CloseAsync();

        Assert.Equal((1, 0), ((await first).MigrationsExecuted, (await second).MigrationsExecuted));
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
    }

    [Fact]
    public async Task Give_up_when_the_lock_is_not_free_in_time()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        await using var other = await HoldAsync(project, transactional: false);

        var error = await project.FailAsync(configuration => configuration with { LockRetryCount = 0 });

        Assert.Equal(ErrorCode.LockNotAcquired, error.Code);
        Assert.StartsWith("Number of retries exceeded while attempting to acquire PostgreSQL advisory lock.", error.Message, StringComparison.Ordinal);
        Assert.Contains($"lock key {Key} in pg_locks", error.Message, StringComparison.Ordinal);
        Assert.Empty(await project.TablesAsync());
    }

    [Fact]
    public async Task Keep_the_lock_while_a_migration_runs_and_free_it_at_the_end()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table a as select granted, objsubid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid();"));
        await project.MigrateAsync();
        Assert.Equal(["t 1"], await project.Database.QueryColumnAsync("select concat_ws(' ', granted, objsubid) from a"));
        Assert.Equal(["t"], await project.Database.QueryColumnAsync($"select pg_try_advisory_lock({Key})"));
    }

    /// <summary>Holds the lock as Flyway does: by the transaction, or by the session with postgresql.transactional.lock=false.</summary>
    private static async Task<NpgsqlConnection> HoldAsync(Project project, bool transactional)
    {
        var connection = new NpgsqlConnection(project.Database.ConnectionString);
        await connection.OpenAsync();
        if (transactional)
        {
            await connection.BeginTransactionAsync();
        }

        await using var command = connection.CreateCommand();
        command.CommandText = "select case when $2 then pg_advisory_xact_lock($1) else pg_advisory_lock($1) end";
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Key });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = transactional });
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}

using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.Tests.Commands;

/// <summary>The server is given migrations before the end of those before them is known; nothing of that may be seen from outside.</summary>
public sealed class Migrations_under_way_together
{
    [Fact]
    public async Task Are_each_a_transaction_of_their_own()
    {
        await using var project = await Project.CreateAsync(Tables(40));

        var result = await project.MigrateAsync();

        Assert.Equal(Enumerable.Range(1, 40).Select(i => $"{i}"), result.Migrations.Select(migration => migration.Version));
        Assert.Equal(["40"], await project.Database.QueryColumnAsync("select count(distinct xmin::text) from flyway_schema_history"));
    }

    [Fact]
    public async Task End_with_the_one_whose_deferred_constraint_fails_at_the_commit()
    {
        await using var project = await Project.CreateAsync(Tables(20));
        project.Write("V3__t.sql", "create table t3(i int primary key, j int references t3 deferrable initially deferred);\ninsert into t3 values (1, 2);");

        var error = await project.FailAsync();

        Assert.Equal("23503", error.SqlState);
        Assert.Contains("to version \"3 - t\" failed! Changes successfully rolled back.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["t1", "t2"], await project.TablesAsync());
    }

    [Fact]
    public async Task End_with_the_one_whose_statement_fails_which_is_told_with_its_place()
    {
        await using var project = await Project.CreateAsync(Tables(20));
        project.Write("V3__t.sql", "create table t3(i int);\nselect 1/0;");

        var error = Assert.IsType<MigrateException>(await project.FailAsync());

        Assert.Equal((project["V3__t.sql"], 2), (error.Place?.Path, error.Place?.Line));
        Assert.Equal(["1", "2"], error.Partial.Migrations.Select(migration => migration.Version));
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["t1", "t2"], await project.TablesAsync());
    }

    [Fact]
    public async Task End_before_the_one_that_cannot_be_read()
    {
        await using var project = await Project.CreateAsync(Tables(20));
        project.Write("V3__t.sql", "create table t3(i int);\nselect 'never ended;");

        var error = Assert.IsType<MigrateException>(await project.FailAsync());

        Assert.Contains("V3__t.sql", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1", "2"], error.Partial.Migrations.Select(migration => migration.Version));
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
    }

    [Fact]
    public async Task End_with_a_failure_even_where_a_later_one_cannot_be_read()
    {
        await using var project = await Project.CreateAsync(Tables(20));
        project.Write("V3__t.sql", "select 1/0;");
        project.Write("V4__t.sql", "select 'never ended;");

        var error = await project.FailAsync();

        Assert.Equal("22012", error.SqlState);
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
    }

    // With the connection go the answers that were under way: which one was the last is known by the history only.
    [Fact]
    public async Task End_with_the_one_that_loses_the_connection_whatever_of_those_before_is_known()
    {
        await using var project = await Project.CreateAsync(Tables(20));
        project.Write("V3__t.sql", "create table t3(i int);\nselect pg_terminate_backend(pg_backend_pid());");

        var error = await project.FailAsync();

        Assert.Matches("to version \"[123] - t\" failed! ", error.Message);
        Assert.DoesNotContain("create table t4", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["t1", "t2"], await project.TablesAsync());
    }

    [Fact]
    public async Task Are_told_of_as_each_of_them_begins_and_ends()
    {
        await using var project = await Project.CreateAsync(Tables(20));
        project.Write("V3__t.sql", "select pg_advisory_lock(42);");
        await using var other = await HoldAsync(project);
        var log = new CapturedLog("Migrating schema \"public\" to version \"3 - t\"") { Least = Microsoft.Extensions.Logging.LogLevel.Information };

        var migration = project.Engine(logger: log).MigrateAsync(CancellationToken.None);
        await log.Seen;

        Assert.False(migration.IsCompleted);
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Contains(log.Lines, line => line.Text.StartsWith("Migrated to version \"2 - t\" in ", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains("to version \"4 - t\"", StringComparison.Ordinal));
        await other.CloseAsync();
        Assert.Equal(20, (await migration).MigrationsExecuted);
    }

    [Fact]
    public async Task End_with_the_one_that_is_cancelled()
    {
        await using var project = await Project.CreateAsync(Tables(20));
        project.Write("V3__t.sql", "create table t3(i int);\nselect pg_advisory_lock(42);");
        await using var other = await HoldAsync(project);
        using var cancellation = new CancellationTokenSource();
        var log = new CapturedLog("Migrating schema \"public\" to version \"3 - t\"") { Least = Microsoft.Extensions.Logging.LogLevel.Information };
        var migration = project.Engine(logger: log).MigrateAsync(cancellation.Token);
        await log.Seen;
        while ((await project.Database.QueryColumnAsync("select count(*) from pg_locks where locktype = 'advisory' and not granted"))[0] == "0")
        {
            Assert.False(migration.IsCompleted);
            await Task.Delay(20);
        }

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => migration);
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["t1", "t2"], await project.TablesAsync());
        Assert.Equal(
            ["t"], await project.Database.QueryColumnAsync($"select pg_try_advisory_lock({LockKey.For("public", "flyway_schema_history")})"));
    }

    [Fact]
    public async Task Begin_with_the_sessions_own_role_and_path_whatever_the_one_before_left()
    {
        await using var project = await Project.CreateAsync(Tables(3));
        project.Write("V1__t.sql", "create schema s;\nset search_path = s;\nset role pg_monitor;");

        await project.MigrateAsync();

        Assert.Equal(["t2", "t3"], await project.TablesAsync());
        Assert.Equal(["1"], await project.Database.QueryColumnAsync("select count(distinct installed_by) from flyway_schema_history"));
    }

    [Fact]
    public async Task See_the_rows_that_one_of_them_writes_into_the_history()
    {
        await using var project = await Project.CreateAsync(Tables(6));
        project.Write(
            "V3__t.sql",
            "insert into flyway_schema_history select 4, '4', 't', 'SQL', 'V4__t.sql', null, 'me', now(), 0, true from flyway_schema_history where version = '2';");

        await project.MigrateAsync();

        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok", "4 4 SQL ok", "5 3 SQL ok", "6 5 SQL ok", "7 6 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["t1", "t2", "t5", "t6"], await project.TablesAsync());
    }

    private static IEnumerable<(string Name, string Text)> Tables(int count) =>
        Enumerable.Range(1, count).Select(i => ($"V{i}__t.sql", $"create table t{i}(i int);"));

    /// <summary>Another session that holds the lock 42 until it is closed.</summary>
    private static async Task<NpgsqlConnection> HoldAsync(Project project)
    {
        var other = new NpgsqlConnection(project.Database.ConnectionString);
        await other.OpenAsync();
        await using var hold = new NpgsqlCommand("select pg_advisory_lock(42)", other);
        await hold.ExecuteNonQueryAsync();
        return other;
    }
}

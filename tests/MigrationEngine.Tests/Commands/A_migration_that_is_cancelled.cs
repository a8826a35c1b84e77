using Daybreak.MigrationEngine.History;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class A_migration_that_is_cancelled
{
    [Theory]
    [InlineData("create table b(i int);\nselect pg_sleep(60);", "1 1 SQL ok")]
    [InlineData("create table b(i int);\ncommit;\nselect pg_sleep(60);", "1 1 SQL ok,2 2 SQL failed")]
    public async Task Stops_on_the_server_and_rolls_back(string script, string history)
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"), ("V2__b.sql", script));
        using var cancellation = new CancellationTokenSource();
        var migration = project.Engine().MigrateAsync(cancellation.Token);
        while (await SleepersAsync(project) == "0")
        {
            Assert.False(migration.IsCompleted);
            await Task.Delay(20);
        }

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => migration);
        Assert.Equal("0", await SleepersAsync(project));
        Assert.Equal(history.Split(','), await project.HistoryAsync());
        Assert.Equal(
            ["t"], await project.Database.QueryColumnAsync($"select pg_try_advisory_lock({LockKey.For("public", "flyway_schema_history")})"));
    }

    [Fact]
    public async Task Stops_waiting_for_a_file_that_has_no_end()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        var pipe = project["V2__pipe.sql"];
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
            Assert.Equal(0, made.ExitCode);
        }

        using var cancellation = new CancellationTokenSource();
        var migration = project.Engine().MigrateAsync(cancellation.Token);
        while (await project.Database.QueryColumnAsync("select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()") is ["0"])
        {
            Assert.False(migration.IsCompleted);
            await Task.Delay(20);
        }

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => migration);
        Assert.Empty(await project.TablesAsync());
        // The reader's thread ends when somebody has opened the other side.
        await using var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
    }

    [Fact]
    public async Task Stops_waiting_for_the_lock()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "select pg_sleep(60);"), ("V2__b.sql", "create table b(i int);"));
        using var cancellation = new CancellationTokenSource();
        var first = project.Engine().MigrateAsync(cancellation.Token);
        while (await SleepersAsync(project) == "0")
        {
            Assert.False(first.IsCompleted);
            await Task.Delay(20);
        }

        using var secondCancellation = new CancellationTokenSource();
        var log = new CapturedLog("Waiting for the advisory lock");
        var second = project.Engine(logger: log).MigrateAsync(secondCancellation.Token);
        await log.Seen;
        await secondCancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal("1", await SleepersAsync(project));

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Empty(await project.TablesAsync());
    }

    private static async Task<string?> SleepersAsync(Project project) => (await project.Database.QueryColumnAsync(
        "select count(*) from pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep(60)%' "
        + "and pid <> pg_backend_pid()"))[0];
}

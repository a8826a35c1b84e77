using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Queue;
using Daybreak.Testing;
using Npgsql;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class A_queue_of_runs : IAsyncLifetime, IDisposable
{
    private readonly StringWriter _log = new();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Has_one_running_one_waiting_and_covers_the_rest()
    {
        var running = await EnterAsync("first");
        var waiting = EnterAsync("second");
        await UntilWaitingAsync("second");

        await using (var third = await EnterAsync("third"))
        {
            Assert.Equal("second", third.CoveredBy);
        }

        Assert.False(waiting.IsCompleted);
        await running.DisposeAsync();
        await using var next = await waiting;
        Assert.Null(next.CoveredBy);
        Assert.Contains("Waiting for run first to end.", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_a_new_waiting_place_once_the_waiting_run_runs()
    {
        var first = await EnterAsync("first");
        var second = EnterAsync("second");
        await UntilWaitingAsync("second");
        await first.DisposeAsync();
        var running = await second;
        await running.StopWaitingAsync(CancellationToken.None);

        var third = EnterAsync("third");
        await UntilWaitingAsync("third");
        await running.DisposeAsync();

        await using var last = await third;
        Assert.Null(last.CoveredBy);
    }

    [Fact]
    public async Task Lets_repair_wait_for_its_turn_and_never_covers_it()
    {
        var running = await EnterAsync("first");
        var waiting = EnterAsync("second");
        await UntilWaitingAsync("second");
        var repair = EnterAsync("repair", DatabaseCommand.Repair);

        await running.DisposeAsync();
        var first = await Task.WhenAny(waiting, repair);
        await (await first).DisposeAsync();

        await using var second = await (first == waiting ? repair : waiting);
        Assert.Null((await first).CoveredBy);
        Assert.Null(second.CoveredBy);
    }

    [Fact]
    public async Task Keeps_the_waiting_place_of_a_run_whose_turn_has_come_until_it_lets_it_go()
    {
        var first = await EnterAsync("first");
        var second = EnterAsync("second");
        await UntilWaitingAsync("second");
        await first.DisposeAsync();
        await using var running = await second;

        await using (var third = await EnterAsync("third"))
        {
            Assert.Equal("second", third.CoveredBy);
        }

        Assert.True(running.HasWaited);
        Assert.True(await running.IsWaitingPlaceVacantAsync(DatabaseCommand.Repair, CancellationToken.None));
        await running.StopWaitingAsync(CancellationToken.None);
        var fourth = EnterAsync("fourth");
        await UntilWaitingAsync("fourth");
        Assert.False(await running.IsWaitingPlaceVacantAsync(DatabaseCommand.Migrate, CancellationToken.None));
        await running.DisposeAsync();
        await (await fourth).DisposeAsync();
    }

    [Fact]
    public async Task Is_open_to_who_comes_while_the_running_run_looks_for_a_waiting_one()
    {
        var repair = await EnterAsync("repair", DatabaseCommand.Repair);
        using var stop = new CancellationTokenSource();
        var looking = LookAsync();

        for (var i = 0; i < 20; i++)
        {
            await ComeAsync($"migrate-{i}");
        }

        await stop.CancelAsync();
        await looking;
        await repair.DisposeAsync();

        async Task ComeAsync(string runId)
        {
            using var enough = new CancellationTokenSource();
            var entering = EnterAsync(runId, cancellationToken: enough.Token);
            await Task.WhenAny(entering, UntilWaitingAsync(runId));
            Assert.False(entering.IsCompleted, "It was covered by a run that applies nothing.");
            await enough.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entering);
        }

        async Task LookAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                await repair.IsWaitingPlaceVacantAsync(DatabaseCommand.Migrate, CancellationToken.None);
            }
        }
    }

    [Fact]
    public async Task Is_left_by_a_killed_run_with_its_connection()
    {
        var running = await EnterAsync("killed");
        var waiting = EnterAsync("second");
        await UntilWaitingAsync("second");

        await _database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'daybreak killed'");

        await using var place = await waiting;
        Assert.Null(place.CoveredBy);
        await running.DisposeAsync();
    }

    [Fact]
    public async Task Takes_a_run_back_whose_connection_is_lost_while_it_waits()
    {
        var running = await EnterAsync("first");
        var waiting = EnterAsync("second");
        await UntilWaitingAsync("second");

        await _database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'daybreak second'");
        await UntilLoggedAsync("It goes back into the queue.");
        await UntilWaitingAsync("second");
        await running.DisposeAsync();

        await using var place = await waiting;
        Assert.Equal((null, true, true), (place.CoveredBy, place.HasWaited, place.HadWaitingPlace));
        Assert.Contains("The connection was lost while the run waited for its turn: ", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_waiting_place_free_while_the_running_event_is_delivered_again()
    {
        var running = await EnterAsync("s3-1");
        var again = EnterAsync("s3-1", repeats: true);
        await UntilLoggedAsync("Waiting for run s3-1 to end.");
        var other = EnterAsync("s3-2");
        await UntilWaitingAsync("s3-2");

        Assert.Equal(("s3-2", false), ((await again).CoveredBy, (await again).HadWaitingPlace));
        await running.DisposeAsync();
        await using var place = await other;
        Assert.Equal((null, true), (place.CoveredBy, place.HadWaitingPlace));
    }

    [Fact]
    public async Task Is_each_databases_own()
    {
        await using var users = await EnterAsync("1");
        await using var products = await EnterAsync("2", database: "Products");

        Assert.Null(products.CoveredBy);
    }

    private async Task<QueuePlace> EnterAsync(
        string runId, DatabaseCommand command = DatabaseCommand.Migrate, string database = "Users", bool repeats = false, CancellationToken cancellationToken = default)
    {
        await using var source = NpgsqlDataSource.Create($"{_database.ConnectionString};Application Name=daybreak {runId}");
        var queue = new RunQueue(new RunLog(TextWriter.Synchronized(_log), TimeProvider.System), TimeProvider.System)
        {
            RepeatedRunId = repeats ? runId : null,
        };
        return await queue.EnterAsync(
            command,
            source.OpenConnectionAsync,
            connection => new QueueLocks(connection, "dev", database),
            () => Task.CompletedTask,
            cancellationToken);
    }

    private async Task UntilLoggedAsync(string text)
    {
        while (!_log.ToString().Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(10);
        }
    }

    private async Task UntilWaitingAsync(string runId)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        var locks = new QueueLocks(connection, "dev", "Users");
        while (await locks.WaitingAsync(DatabaseCommand.Migrate, CancellationToken.None) != $"daybreak {runId}")
        {
            await Task.Delay(10);
        }
    }
}

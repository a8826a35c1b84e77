using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Amazon;
using Daybreak.HostAgent.Connecting;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Credentials;
using Daybreak.HostAgent.Run.Settings;
using Daybreak.HostAgent.Tests.Connecting;
using Daybreak.HostAgent.Tests.Output;
using Daybreak.Testing;
using Npgsql;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class A_server_to_connect_to : IDisposable
{
    private static readonly ConnectRetryPolicy Twice = new()
    {
        MaxRetries = 2,
        MaxInterval = TimeSpan.FromMilliseconds(1),
        ShouldRetry = ConnectFailure.IsTransient,
    };

    private readonly StringWriter _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task That_is_down_is_tried_again_with_a_line_that_says_why()
    {
        var opener = Opener(Settings("127.0.0.1", FreePort.Find()), Twice);

        var error = await Assert.ThrowsAsync<RunFailedException>(async () => await opener.OpenAsync(CancellationToken.None));

        Assert.Equal(RunExitCode.Unreachable, error.ExitCode);
        Assert.Contains("could not be reached: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Check that the cluster runs", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _log.ToString().Split("is not ready: ").Length - 1);
    }

    [Fact]
    public async Task Is_verified_against_the_given_certificate_and_not_tried_again_when_that_fails()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings(database.Host, database.Port) with { DatabaseName = database.Name };
        if (database.RootCertificate is { } root)
        {
            await using var connection = await Opener(settings with { SslRootCertificate = root }, Twice, database.User, database.Password)
                .OpenAsync(CancellationToken.None);
            Assert.Equal(database.Name, connection.Database);
        }

        var error = await Assert.ThrowsAsync<RunFailedException>(
            async () => await Opener(settings, Twice, database.User, database.Password).OpenAsync(CancellationToken.None));

        Assert.Contains("Give the RDS root certificates as 'sslRootCertificate'", error.Message, StringComparison.Ordinal);
        Assert.Empty(_log.ToString());
    }

    [Fact]
    public async Task That_cuts_the_handshake_off_is_tried_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                using var client = await listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                await stream.ReadExactlyAsync(new byte[8]);
                // Yes to TLS, and then it is gone.
                await stream.WriteAsync("S"u8.ToArray());
                await stream.ReadExactlyAsync(new byte[1]);
            }
        });
        var opener = Opener(Settings("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port), Twice);

        var error = await Assert.ThrowsAsync<RunFailedException>(async () => await opener.OpenAsync(CancellationToken.None));

        Assert.Contains("Check that the cluster runs", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _log.ToString().Split("is not ready: ").Length - 1);
        await serving;
    }

    [Theory]
    [InlineData("57P03", 3)]
    [InlineData("57P01", 3)]
    [InlineData("53300", 3)]
    [InlineData("08006", 3)]
    [InlineData("08001", 3)]
    [InlineData("3D000", 1)]
    [InlineData("28000", 1)]
    [InlineData("28P01", 1)]
    public async Task That_refuses_is_tried_again_where_that_helps(string sqlState, int logins)
    {
        await using var server = new RefusingServer(sqlState);
        var opener = Opener(Settings("127.0.0.1", server.Port) with { SslMode = SslMode.Disable }, Twice);

        var error = await Assert.ThrowsAsync<RunFailedException>(async () => await opener.OpenAsync(CancellationToken.None));

        Assert.Equal(logins, server.Logins.Count);
        Assert.Equal(("DB_CONNECTION", RunExitCode.Unreachable), (error.Code, error.ExitCode));
        Assert.Contains($"(SQLSTATE {sqlState})", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_was_waited_for_in_vain_is_tried_once_until_it_is_reached()
    {
        await using var database = await TestDatabase.CreateAsync();
        var there = new DatabaseEndpoint(database.Host, database.Port);
        var unreachable = new UnreachableServers(TimeProvider.System);
        unreachable.Add(there, Twice, new NpgsqlException("gone"), TimeProvider.System.GetTimestamp());
        await using var server = new SilentServer();
        var silent = Settings("127.0.0.1", server.Port) with { SslMode = SslMode.Disable };

        await Assert.ThrowsAsync<RunFailedException>(async () => await OpenAsync(silent));
        var connections = server.Connections;
        await Task.Delay(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<RunFailedException>(async () => await OpenAsync(silent));
        await using var connection = await OpenAsync(
            Settings(database.Host, database.Port) with { DatabaseName = database.Name, SslMode = SslMode.Require });

        Assert.Equal((3, 4), (connections, server.Connections));
        Assert.Equal(RunExitCode.Unreachable, error.ExitCode);
        Assert.Equal(2, _log.ToString().Split("is not ready: ").Length - 1);
        Assert.False(unreachable.Contains(there, Twice));

        ValueTask<NpgsqlConnection> OpenAsync(DatabaseSettings settings) =>
            Opener(settings, Twice, database.User, database.Password, unreachable).OpenAsync(CancellationToken.None);
    }

    [Fact]
    public async Task That_gave_no_answer_of_late_is_not_tried_by_the_next_database()
    {
        await using var server = new SilentServer();
        var time = new ManualTime();
        var unreachable = new UnreachableServers(time);
        var began = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(15));
        unreachable.Add(new DatabaseEndpoint("127.0.0.1", server.Port), Twice, new NpgsqlException("no answer"), began);
        time.Advance(TimeSpan.FromSeconds(14));

        var error = await Assert.ThrowsAsync<RunFailedException>(async () => await OpenAsync());
        var before = server.Connections;
        time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<RunFailedException>(async () => await OpenAsync());

        Assert.Equal((0, 1), (before, server.Connections));
        Assert.Equal(RunExitCode.Unreachable, error.ExitCode);
        Assert.StartsWith($"The database 'd' on 127.0.0.1:{server.Port} could not be reached: no answer. ", error.Message, StringComparison.Ordinal);

        ValueTask<NpgsqlConnection> OpenAsync() => Opener(
            Settings("127.0.0.1", server.Port) with { SslMode = SslMode.Disable }, Twice, unreachable: unreachable).OpenAsync(CancellationToken.None);
    }

    [Fact]
    public async Task That_gave_no_answer_of_late_is_tried_by_who_was_connected_to_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        var time = new ManualTime();
        var unreachable = new UnreachableServers(time);
        var settings = Settings(database.Host, database.Port) with { DatabaseName = database.Name, SslMode = SslMode.Require };
        var connected = Opener(settings, Twice, database.User, database.Password, unreachable);
        await using var first = await connected.OpenAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1));
        var began = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(15));
        unreachable.Add(new DatabaseEndpoint(database.Host, database.Port), Twice, new NpgsqlException("no answer"), began);

        await Assert.ThrowsAsync<RunFailedException>(async () =>
            await Opener(settings, Twice, database.User, database.Password, unreachable).OpenAsync(CancellationToken.None));
        await using var second = await connected.OpenAsync(CancellationToken.None);

        Assert.Equal(database.Name, second.Database);
    }

    [Fact]
    public async Task That_was_waited_for_in_vain_is_waited_for_by_who_waits_longer()
    {
        await using var server = new SilentServer();
        var settings = Settings("127.0.0.1", server.Port) with { SslMode = SslMode.Disable };
        var unreachable = new UnreachableServers(TimeProvider.System);

        await Assert.ThrowsAsync<RunFailedException>(async () => await OpenAsync(Twice with { MaxRetries = 1 }));
        await Assert.ThrowsAsync<RunFailedException>(async () => await OpenAsync(Twice));

        Assert.Equal(2 + 3, server.Connections);

        ValueTask<NpgsqlConnection> OpenAsync(ConnectRetryPolicy policy) =>
            Opener(settings, policy, unreachable: unreachable).OpenAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("28P01")]
    [InlineData("3D000")]
    public async Task That_refuses_a_login_is_there(string sqlState)
    {
        await using var server = new RefusingServer(sqlState);
        var there = new DatabaseEndpoint("127.0.0.1", server.Port);
        var unreachable = new UnreachableServers(TimeProvider.System);
        unreachable.Add(there, Twice, new NpgsqlException("gone"), TimeProvider.System.GetTimestamp());
        var settings = Settings("127.0.0.1", server.Port) with { SslMode = SslMode.Disable };

        await Assert.ThrowsAsync<RunFailedException>(
            async () => await Opener(settings, Twice, unreachable: unreachable).OpenAsync(CancellationToken.None));

        Assert.False(unreachable.Contains(there, Twice));
    }

    [Fact]
    public void That_was_reached_is_not_given_up_for_an_attempt_that_began_before()
    {
        var time = new ManualTime();
        var unreachable = new UnreachableServers(time);
        var server = new DatabaseEndpoint("db.example", 5432);
        var began = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(14));
        unreachable.Reached(server);
        time.Advance(TimeSpan.FromSeconds(1));

        unreachable.Add(server, Twice, new NpgsqlException("no answer"), began);

        Assert.False(unreachable.Contains(server, Twice));
        Assert.Null(unreachable.FailureOfLate(server, Twice));
    }

    [Fact]
    public async Task That_only_reads_is_waited_for_until_it_takes_changes()
    {
        await using var server = await StandbyServer.StartAsync();
        var settings = Settings(server.Host, server.Port) with { DatabaseName = "postgres", SslMode = SslMode.Disable };
        var error = await Assert.ThrowsAsync<RunFailedException>(
            async () => await Opener(settings, Twice, server.User, server.Password).OpenAsync(CancellationToken.None));
        var patient = Twice with { MaxRetries = null, MaxInterval = TimeSpan.FromMilliseconds(100) };
        var opening = Opener(settings, patient, server.User, server.Password).OpenAsync(CancellationToken.None).AsTask();
        await server.PromoteAsync();

        await using var connection = await opening;
        Assert.Contains("the server is in recovery and takes no changes. Give the cluster's writer endpoint", error.Message, StringComparison.Ordinal);
        Assert.Contains("is not ready: the server is in recovery and takes no changes. Trying again in ", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gets_a_fresh_iam_token_for_the_role()
    {
        var settings = Settings("cluster.example", 5432) with { IamUser = "migrator" };

        var candidates = new List<DatabaseCredentials>();
        await foreach (var candidate in new IamCredentials(settings, RegionEndpoint.EUCentral1).CandidatesAsync(CancellationToken.None))
        {
            candidates.Add(candidate);
        }

        var only = Assert.Single(candidates);
        Assert.Equal("migrator", only.ToString());
        Assert.StartsWith("cluster.example:5432/?Action=connect&DBUser=migrator&", only.Password, StringComparison.Ordinal);
        Assert.Contains("eu-central-1%2Frds-db%2Faws4_request", only.Password, StringComparison.Ordinal);
    }

    private static DatabaseSettings Settings(string host, int port) => new()
    {
        Bucket = "b",
        ResultsBucket = "r",
        Host = host,
        Port = port,
        DatabaseName = "d",
        SslMode = SslMode.VerifyFull,
    };

    private DatabaseOpener Opener(
        DatabaseSettings settings, ConnectRetryPolicy policy, string user = "u", string password = "p", UnreachableServers? unreachable = null) =>
        new(settings, new Given(user, password), "daybreak test", unreachable ?? new(TimeProvider.System), new RunLog(_log, TimeProvider.System), TimeProvider.System)
        {
            Policy = policy,
        };

    private sealed class Given(string user, string password) : ICredentialsSource
    {
        public string Remedy => "none";

        public async IAsyncEnumerable<DatabaseCredentials> CandidatesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await Task.FromResult(new DatabaseCredentials(user, password));
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Amazon;
using Daybreak.HostAgent.Connecting;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Credentials;
using Daybreak.HostAgent.Run.Settings;
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
        var opener = Opener(Settings("127.0.0.1", FreePort()), Twice);

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

    private DatabaseOpener Opener(DatabaseSettings settings, ConnectRetryPolicy policy, string user = "u", string password = "p") =>
        new(settings, new Given(user, password), "daybreak test", new RunLog(_log, TimeProvider.System), TimeProvider.System)
        {
            Policy = policy,
        };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

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

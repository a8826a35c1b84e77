using System.Globalization;
using Daybreak.HostAgent.Connecting;
using Daybreak.HostAgent.Output;
using Daybreak.MigrationEngine.Model;
using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.Tests.Connecting;

public sealed class A_database_that_cannot_be_reached
{
    private const string Password = "s3cr3t-Pa55";
    private readonly SkippingTime _time = new();

    [Fact]
    public async Task Is_an_error_that_names_place_and_cause()
    {
        var error = await FailAsync(Settings(1), new ConnectRetryPolicy { MaxRetries = 0 });

        Assert.Equal(ErrorCode.DbConnection, error.Code);
        Assert.Equal("08001", error.SqlState);
        Assert.StartsWith("Unable to obtain connection from database (127.0.0.1:1, database 'db', user 'me'): ", error.Message, StringComparison.Ordinal);
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData("3D000")]
    [InlineData("28000")]
    public async Task Keeps_the_servers_code(string sqlState)
    {
        await using var server = new RefusingServer(sqlState);

        var error = await FailAsync(Settings(server.Port), new ConnectRetryPolicy { MaxRetries = 0 });

        Assert.Equal(sqlState, error.SqlState);
        Assert.Contains("refused for the test", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_told_who_connects_and_in_which_zone()
    {
        await using var server = new RefusingServer("3D000");

        await FailAsync(Settings(server.Port) with { CurrentSchema = "app", Options = "-c a.b=c" }, new ConnectRetryPolicy { MaxRetries = 0 });

        var login = Assert.Single(server.Logins);
        Assert.Equal(("me", "db", "Daybreak"), (login["user"], login["database"], login["application_name"]));
        Assert.Equal(("app", "-c a.b=c", "Europe/Berlin"), (login["search_path"], login["options"], login["TimeZone"]));
    }

    [Fact]
    public async Task Is_tried_again_with_waits_that_double_up_to_the_interval()
    {
        await FailAsync(Settings(1), ConnectRetryPolicy.Flyway(5, 6));

        Assert.Equal([1, 2, 4, 6, 6], _time.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task Is_tried_again_while_the_time_lasts()
    {
        await FailAsync(Settings(1), new ConnectRetryPolicy { MaxDuration = TimeSpan.FromMinutes(3), MaxInterval = TimeSpan.FromSeconds(60) });

        Assert.Equal([1, 2, 4, 8, 16, 32, 60], _time.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task Is_not_tried_again_when_that_is_of_no_use()
    {
        await FailAsync(Settings(1), new ConnectRetryPolicy { ShouldRetry = _ => false });

        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Is_asked_with_a_fresh_password_at_each_try()
    {
        await using var server = new RefusingServer("28P01", wantsPassword: true);
        var asked = 0;

        await FailAsync(
            Settings(server.Port), ConnectRetryPolicy.Flyway(2, 1), _ => ValueTask.FromResult<string?>($"password {++asked}"));

        Assert.Equal(["password 1", "password 2", "password 3"], server.Passwords);
    }

    [Fact]
    public async Task Leaves_a_line_that_says_why_it_waits_and_never_the_password()
    {
        using var log = new StringWriter(CultureInfo.InvariantCulture);
        using var logger = new ConsoleLogger(log, LogLevel.Debug, colour: false, terminal: false, _time);
        await using var connector = new DatabaseConnector(Settings(1) with { Password = Password }, ConnectRetryPolicy.Flyway(1, 1), logger, _time);

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(async () => await connector.OpenAsync(CancellationToken.None));

        Assert.Contains("WARNING: The database (127.0.0.1:1, database 'db', user 'me') cannot be reached yet: ", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("Retrying in 1 s.", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, log + error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_given_up_when_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await using var connector = new DatabaseConnector(
            Settings(1), ConnectRetryPolicy.Flyway(5, 1), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, _time);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await connector.OpenAsync(cancellation.Token));
    }

    private async Task<ConnectionFailedException> FailAsync(
        ConnectionSettings settings, ConnectRetryPolicy policy, Func<CancellationToken, ValueTask<string?>>? password = null)
    {
        await using var connector = new DatabaseConnector(
            settings, policy, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, _time, password);
        return await Assert.ThrowsAsync<ConnectionFailedException>(async () => await connector.OpenAsync(CancellationToken.None));
    }

    private static ConnectionSettings Settings(int port) => new()
    {
        Endpoints = [new DatabaseEndpoint("127.0.0.1", port)],
        Database = "db",
        User = "me",
    };
}

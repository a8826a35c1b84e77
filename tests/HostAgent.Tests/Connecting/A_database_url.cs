using Daybreak.HostAgent.Connecting;
using Daybreak.HostAgent.Tests.CommandLine;
using Daybreak.HostAgent.Tests.Configuration;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.HostAgent.Tests.Connecting;

public sealed class A_database_url : IDisposable
{
    private readonly CliFixture _cli = new();

    [Theory]
    [InlineData("jdbc:postgresql://h:5433/db", "h:5433", "db")]
    [InlineData("jdbc:postgresql://h/db", "h:5432", "db")]
    [InlineData("jdbc:postgresql://h:/db", "h:5432", "db")]
    [InlineData("jdbc:postgresql://h", "h:5432", "me")]
    [InlineData("jdbc:postgresql://h/", "h:5432", "me")]
    [InlineData("jdbc:postgresql://h?sslmode=require", "h:5432", "me")]
    [InlineData("jdbc:postgresql:db", "localhost:5432", "db")]
    [InlineData("jdbc:postgresql:/", "localhost:5432", "me")]
    [InlineData("jdbc:postgresql:///db", "localhost:5432", "db")]
    [InlineData("jdbc:postgresql://h/my%20db", "h:5432", "my db")]
    [InlineData("jdbc:postgresql://h/my+db", "h:5432", "my db")]
    [InlineData("postgresql://h/my+db", "h:5432", "my+db")]
    [InlineData("jdbc:postgresql://[::1]:5433/db", "[::1]:5433", "db")]
    [InlineData("jdbc:postgresql://[2001:db8::1]/db", "[2001:db8::1]:5432", "db")]
    [InlineData("jdbc:postgresql://a:1,b,[::1]:3/db", "a:1, b:5432, [::1]:3", "db")]
    [InlineData("postgres://h:5433/db", "h:5433", "db")]
    [InlineData("postgresql://me@h:5433/db?application_name=x", "h:5433", "db")]
    [InlineData("postgresql:///db?host=/run/postgresql&port=5433", "/run/postgresql:5433", "db")]
    [InlineData("postgresql://h/?dbname=other", "h:5432", "other")]
    public void Names_hosts_and_database(string url, string hosts, string database)
    {
        var connection = Connection(url);

        Assert.Equal($"{hosts}, database '{database}', user 'me'", connection.Place);
    }

    [Theory]
    [InlineData("disable", SslMode.Disable)]
    [InlineData("allow", SslMode.Allow)]
    [InlineData("prefer", SslMode.Prefer)]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-ca", SslMode.VerifyCA)]
    [InlineData("verify-full", SslMode.VerifyFull)]
    public void Says_how_to_encrypt(string value, SslMode expected) =>
        Assert.Equal(expected, Connection($"jdbc:postgresql://h/db?ssl=true&sslmode={value}").SslMode);

    [Fact]
    public void Verifies_when_it_only_says_ssl() => Assert.Equal(SslMode.VerifyFull, Connection("jdbc:postgresql://h/db?ssl=true").SslMode);

    [Fact]
    public void Passes_its_parameters_on_to_the_driver()
    {
        var connection = Connection(
            "jdbc:postgresql://a,b/db?sslmode=verify-full&sslrootcert=/c/root.pem&sslcert=/c/me.pem&sslkey=/c/me.key&sslpassword=x%3By"
            + "&currentSchema=app,%22b%22&ApplicationName=gold+en&connectTimeout=7&socketTimeout=9&options=-c%20a.b=c"
            + "&targetServerType=primary&loadBalanceHosts=true&tcpKeepAlive=true&prepareThreshold=0");

        var built = ConnectionStrings.Build(connection, "Europe/Berlin");

        Assert.Equal("a:5432,b:5432", built.Host);
        Assert.Equal((SslMode.VerifyFull, "/c/root.pem", "/c/me.pem"), (built.SslMode, built.RootCertificate, built.SslCertificate));
        Assert.Equal(("/c/me.key", "x;y", "app,\"b\""), (built.SslKey, built.SslPassword, built.SearchPath));
        Assert.Equal(("gold en", 7, 9, "-c a.b=c"), (built.ApplicationName, built.Timeout, built.CommandTimeout, built.Options));
        Assert.Equal(("primary", true, "Europe/Berlin"), (built.TargetSessionAttributes, built.LoadBalanceHosts, built.Timezone));
        Assert.True(built.KeepAlive > 0 && built.TcpKeepAlive);
        Assert.Equal((30, 10), (built.TcpKeepAliveTime, built.TcpKeepAliveInterval));
    }

    [Fact]
    public void Leaves_defaults_to_a_tool_that_waits()
    {
        var built = ConnectionStrings.Build(Connection("jdbc:postgresql://h/db"), null);

        Assert.Equal(("h", 5432, "Daybreak", 0), (built.Host, built.Port, built.ApplicationName, built.CommandTimeout));
        Assert.Null(built.Timezone);
    }

    [Theory]
    [InlineData("jdbc:postgresql://h/db?user=a&password=b")]
    [InlineData("postgresql://a:b@h/db")]
    [InlineData("postgresql://%61:%62@h/db")]
    public void May_hold_user_and_password(string url)
    {
        var connection = _cli.Load("-url=" + url, "info").Connection!;

        Assert.Equal(("a", "b"), (connection.User, connection.Password));
        Assert.DoesNotContain("'b'", connection.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_completed_by_the_environment()
    {
        _cli.Environment["PGUSER"] = "pguser";
        _cli.Environment["PGPASSWORD"] = "pgpassword";
        _cli.Environment["PGSSLROOTCERT"] = "/rds.pem";

        var connection = _cli.Load("-url=jdbc:postgresql://h/db", "info").Connection!;

        Assert.Equal(("pguser", "pgpassword", "/rds.pem"), (connection.User, connection.Password, connection.SslRootCertificate));
    }

    [Fact]
    public void Tells_of_parameters_that_are_not_known()
    {
        var notices = _cli.Load("-url=jdbc:postgresql://h/db?nosuch=1&prepareThreshold=0", "info").Settings.Notices;

        Assert.Equal(["The url's parameter 'nosuch' is not known and has no effect."], notices.Select(n => n.Text));
    }

    [Theory]
    [InlineData("nonsense", "Not a url of PostgreSQL")]
    [InlineData("jdbc:mysql://h/db", "the url is for mysql")]
    [InlineData("postgresql:db", "Not a url of PostgreSQL")]
    [InlineData("jdbc:postgresql://h:x/db", "'x' in the url is not a port")]
    [InlineData("jdbc:postgresql://h:0/db", "'0' in the url is not a port")]
    [InlineData("jdbc:postgresql://[::1/db", "no closing bracket")]
    [InlineData("jdbc:postgresql://h/db?sslmode=odd", "Invalid sslmode 'odd'")]
    [InlineData("jdbc:postgresql://h/db?connectTimeout=soon", "Invalid connectTimeout 'soon'")]
    [InlineData("jdbc:postgresql://h/db?targetServerType=odd", "Invalid targetServerType 'odd'")]
    [InlineData("jdbc:postgresql://h/db?sslfactory=org.postgresql.ssl.NonValidatingFactory", "'sslfactory' belongs to Java")]
    public void That_is_wrong_is_an_error(string url, string message)
    {
        var error = Assert.Throws<MigrationException>(() => _cli.Load("-url=" + url, "info"));

        Assert.Equal(ErrorCode.Error, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private ConnectionSettings Connection(string url) => _cli.Load("-url=" + url, "-user=me", "info").Connection!;

    public void Dispose() => _cli.Dispose();
}

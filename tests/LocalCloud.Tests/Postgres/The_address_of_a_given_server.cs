using Daybreak.LocalCloud.Postgres;
using Npgsql;

namespace Daybreak.LocalCloud.Tests.Postgres;

public class The_address_of_a_given_server
{
    [Theory]
    [InlineData("postgres://ann:p%40ss@db.example:6432/app?sslmode=verify-full", "db.example", 6432, "ann", "p@ss", "app")]
    [InlineData("postgresql://ann@127.0.0.1", "127.0.0.1", 5432, "ann", null, "postgres")]
    [InlineData(@"host=127.0.0.1 password='a b\'c' user=ann", "127.0.0.1", 5432, "ann", "a b'c", "postgres")]
    [InlineData("Host=h;Port=1;Username=u;Password=p;Database=d", "h", 1, "u", "p", "d")]
    public void Is_read_in_each_usual_form(string value, string host, int port, string user, string? password, string database)
    {
        var settings = ExternalServer.Parse(value);

        Assert.Equal((host, port, user, password, database),
            (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database));
    }

    [Fact]
    public void Keeps_the_TLS_mode() => Assert.Equal(SslMode.VerifyFull, ExternalServer.Parse("host=h sslmode=verify-full").SslMode);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("mysql://h/d")]
    [InlineData("host=h colour=blue")]
    [InlineData("host=h port=many")]
    public void Is_refused_without_being_repeated_when_it_is_none(string value)
    {
        var refusal = Assert.Throws<PostgresServerException>(() => ExternalServer.Parse(value));

        Assert.DoesNotContain(value, refusal.Message, StringComparison.Ordinal);
    }
}

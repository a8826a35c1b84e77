using Daybreak.HostAgent.Tests.CommandLine;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Tests.Configuration;

public sealed class A_toml_file : IDisposable
{
    private const string Text = """
        databaseType = "PostgreSql"

        [environments.default]
        url = "jdbc:postgresql://127.0.0.1:5433/${env.DB}"
        user = "me"
        schemas = ["app", "two, three"]
        jdbcProperties.ApplicationName = "golden"

        [environments.test]
        url = "jdbc:postgresql://test/x"
        user = "tester"
        connectRetries = 3

        [environments.test.flyway]
        table = "test_history"

        [flyway]
        locations = ["filesystem:a"]
        outOfOrder = true
        table = "hist"
        target = "2"

        [flyway.placeholders]
        name = "value"

        [flyway.postgresql.transactional]
        lock = false

        [redgateCompare]
        sensitiveDataChecks = true
        """;

    private readonly CliFixture _cli = new();

    public A_toml_file()
    {
        _cli.Write("flyway.toml", Text);
        _cli.Environment["DB"] = "from_env";
    }

    [Fact]
    public void Gives_the_default_environment()
    {
        var loaded = _cli.Load("info");

        Assert.Equal("127.0.0.1:5433, database 'from_env', user 'me'", loaded.Connection!.Place);
        Assert.Equal("golden", loaded.Connection.ApplicationName);
        Assert.Equal(["app", "two, three"], loaded.Settings.Engine.Schemas);
        Assert.Equal(("hist", true), (loaded.Settings.Engine.Table, loaded.Settings.Engine.OutOfOrder));
        Assert.Equal("value", loaded.Settings.Engine.Placeholders["name"]);
        Assert.Equal("default", loaded.Settings.Engine.EnvironmentName);
    }

    [Theory]
    [InlineData("-environment=test", null)]
    [InlineData("-X", "test")]
    public void Gives_a_named_environment(string argument, string? variable)
    {
        if (variable is not null)
        {
            _cli.Environment["FLYWAY_ENVIRONMENT"] = variable;
        }

        var loaded = _cli.Load(argument, "info");

        Assert.Equal("test:5432, database 'x', user 'tester'", loaded.Connection!.Place);
        Assert.Equal(3, loaded.Settings.Connection.ConnectRetries);
        Assert.Equal("test_history", loaded.Settings.Engine.Table);
        Assert.Empty(loaded.Settings.Engine.Schemas);
        Assert.Equal("test", loaded.Settings.Engine.EnvironmentName);
    }

    [Fact]
    public void Is_overridden_for_the_environment_in_use()
    {
        _cli.Environment["FLYWAY_USER"] = "env";

        var loaded = _cli.Load("-environment=test", "-environments.test.url=postgresql://other/y", "-environments.default.user=no", "info");

        Assert.Equal("other:5432, database 'y', user 'env'", loaded.Connection!.Place);
    }

    [Fact]
    public void With_an_unknown_setting_is_an_error()
    {
        _cli.Write("flyway.toml", Text + "\n[flyway.check]\nx = 1\n[environments.default.more]\nusr = 'x'\n");

        var error = Assert.Throws<MigrationException>(() => _cli.Load("info"));

        Assert.Equal(ErrorCode.Configuration, error.Code);
        Assert.Contains("Unknown setting 'more.usr'", error.Message, StringComparison.Ordinal);
        Assert.Contains("flyway.toml", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[flyway]\nschemas = ['app']", "'schemas' in [flyway]", "belongs in [environments.default]")]
    [InlineData("[flyway]\nconnectRetries = 1", "'connectRetries' in [flyway]", "belongs in [environments.default]")]
    [InlineData("[environments.default]\ncleanDisabled = false", "'cleanDisabled' in [environments.default]", "belongs in [flyway]")]
    [InlineData("[environments.default]\nplaceholders.x = '1'", "'placeholders.x' in [environments.default]", "[environments.default.flyway]")]
    [InlineData("[environments.default.flyway]\nurl = 'x'", "'url' in [environments.default.flyway]", "belongs in [environments.default]")]
    [InlineData("[flyway]\ninfoOfState = 'PENDING'", "'infoOfState'", "only be given on the command line, as -infoOfState")]
    public void With_a_setting_in_the_wrong_table_is_an_error_that_names_the_right_one(string text, string what, string remedy)
    {
        _cli.Write("flyway.toml", text);

        var error = Assert.Throws<MigrationException>(() => _cli.Load(Loading.Url, "info"));

        Assert.Equal(ErrorCode.Configuration, error.Code);
        Assert.Contains($"Unknown setting {what}", error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[environments.default]\ntoken = 'x'\ndriver = 'x'\ndisplayName = 'x'\nprovisioner = 'x'\n[flyway]\ntoken = 'x'")]
    [InlineData("[environments.other]\noutOfOrder = true")]
    public void May_hold_what_Flyway_knows_there_and_environments_that_are_not_used(string text)
    {
        _cli.Write("flyway.toml", text);

        Assert.NotNull(_cli.Load(Loading.Url, "info").Connection);
    }

    [Theory]
    [InlineData("[flyway]\noutOfOrder = \"maybe\"", "Invalid value 'maybe' for outOfOrder")]
    [InlineData("[environments.default]\npassword = '${env.NO_SUCH}'", "the environment variable 'NO_SUCH', which is not set")]
    [InlineData("[environments.default]\npassword = '${vault.x}'", "cannot be resolved here")]
    [InlineData("this is not toml", "at line 1, column 6")]
    public void That_is_wrong_is_an_error(string text, string message)
    {
        _cli.Write("flyway.toml", text);

        var error = Assert.Throws<MigrationException>(() => _cli.Load(Loading.Url, "info"));

        Assert.Equal(ErrorCode.Error, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();
}

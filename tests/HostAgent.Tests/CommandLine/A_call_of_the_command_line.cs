using System.Text.Json;

namespace Daybreak.HostAgent.Tests.CommandLine;

public sealed class A_call_of_the_command_line : IDisposable
{
    private readonly CliFixture _cli = new();

    [Theory]
    [InlineData("-v")]
    [InlineData("--version")]
    [InlineData("-version")]
    [InlineData("version")]
    public async Task Prints_the_version_and_nothing_else(string flag)
    {
        var result = await _cli.RunAsync(flag, "-nosuch=1");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("^Daybreak [0-9.]+ \\(compatible with Flyway 13.0.0\\)\n$", result.Output);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("-v", "info")]
    [InlineData("info", "--version")]
    [InlineData("version", "info")]
    public async Task Prints_the_version_and_does_what_else_it_says(params string[] arguments)
    {
        var result = await _cli.RunAsync([.. arguments, "-url=jdbc:postgresql://127.0.0.1:1/x"]);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Daybreak ", result.Error, StringComparison.Ordinal);
        Assert.Contains("ERROR: Unable to obtain connection from database", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-communityFallback")]
    [InlineData("-skipCheckForUpdate")]
    [InlineData("-n")]
    public async Task Takes_flags_without_effect(string flag)
    {
        var result = await _cli.RunAsync(flag, "-url=jdbc:postgresql://127.0.0.1:1/x", "info");

        Assert.StartsWith("ERROR: Unable to obtain connection from database", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_quiet_with_q_whatever_X_says()
    {
        var result = await _cli.RunAsync("-X", "-q", "-v", "-url=jdbc:postgresql://127.0.0.1:1/x", "info");

        Assert.StartsWith("ERROR: Unable to obtain connection from database", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-?")]
    [InlineData("-h")]
    [InlineData("--help")]
    [InlineData("help")]
    public async Task Prints_help_with_every_command_and_setting(string flag)
    {
        var result = await _cli.RunAsync(flag);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        foreach (var setting in HostAgent.Configuration.Settings.All)
        {
            Assert.Contains($"\n  {setting.Key}", result.Output, StringComparison.Ordinal);
        }

        foreach (var command in HostAgent.CommandLine.FlywayCommands.All.Select(known => known.Item1).Concat(["run", "release", "bootstrap"]))
        {
            Assert.Contains($"\n  {command} ", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Explains_one_setting()
    {
        var result = await _cli.RunAsync("help", "outOfOrder");

        Assert.Equal(
            """
            outOfOrder: Apply pending migrations below the current version
              default                            false
              command line                       -outOfOrder=value
              environment                        FLYWAY_OUT_OF_ORDER
              flyway.conf                        flyway.outOfOrder
              flyway.toml                        outOfOrder in [flyway]

            """,
            result.Output);
    }

    [Fact]
    public async Task Without_a_command_prints_the_usage()
    {
        var result = await _cli.RunAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Usage: daybreak", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_in_json_leaves_standard_output_empty()
    {
        var result = await _cli.RunAsync("-outputType=json", "-url=jdbc:postgresql:x");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("Usage: daybreak", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONFIGURATION", "Did you mean target?", "-targett=1", "info")]
    [InlineData("CONFIGURATION", "Did you mean target?", "-TARGET=1", "info")]
    [InlineData("CONFIGURATION", "Did you mean target?", "-flyway.target=1", "info")]
    [InlineData("CONFIGURATION", "Unknown setting 'nosuchThing.x'", "-nosuchThing.x=1", "migrate")]
    [InlineData("ERROR", "Invalid value '/dev/stdout' for dryRunOutput", "-dryRunOutput=/dev/stdout", "migrate")]
    [InlineData("ERROR", "placeholderPrefix cannot be empty!", "-placeholderPrefix=", "migrate")]
    [InlineData("ERROR", "placeholderSuffix cannot be empty!", "-placeholderSuffix=", "migrate")]
    [InlineData("ERROR", "placeholderSeparator cannot be empty!", "-placeholderSeparator=", "migrate")]
    [InlineData("ERROR", "scriptPlaceholderPrefix cannot be empty!", "-scriptPlaceholderPrefix=", "migrate")]
    [InlineData("ERROR", "scriptPlaceholderSuffix cannot be empty!", "-scriptPlaceholderSuffix=", "migrate")]
    [InlineData("ERROR", "sqlMigrationSeparator cannot be empty!", "-sqlMigrationSeparator=", "migrate")]
    [InlineData("ERROR", "table cannot be empty!", "-table=", "migrate")]
    [InlineData("ERROR", "dryRunOutput cannot be empty! Give it a value, or leave it out.", "-dryRunOutput=", "migrate")]
    [InlineData("ERROR", "cherryPick cannot be empty!", "-cherryPick=", "migrate")]
    [InlineData("ERROR", "Not a url of PostgreSQL", "-url=", "migrate")]
    [InlineData("ERROR", "Invalid value '' for outOfOrder", "-outOfOrder=", "migrate")]
    [InlineData("ERROR", "Invalid value '' for lockRetryCount", "-lockRetryCount=", "migrate")]
    [InlineData("CONFIGURATION", "Unknown setting '-target'", "--target=1", "migrate")]
    [InlineData("CONFIGURATION", "Unknown setting ''", "-=1", "migrate")]
    [InlineData("CONFIGURATION", "Unknown setting 'placeholders.'", "-placeholders.=1", "migrate")]
    [InlineData("CONFIGURATION", "Unknown setting 'jdbcProperties.'", "-jdbcProperties.=1", "migrate")]
    [InlineData("ERROR", "The setting target needs a value: -target=value, without blanks.", "-target", "=1", "migrate")]
    [InlineData("ERROR", "Invalid flag: -V. Did you mean -v?", "-V", "migrate")]
    [InlineData("ERROR", "Invalid flag: --X. Did you mean -X?", "--X", "migrate")]
    [InlineData("ERROR", "Invalid flag: -", "-", "migrate")]
    [InlineData("ERROR", "Unknown command: testConnection", "testConnection")]
    [InlineData("ERROR", "does not look values up", "-resolvers.vault.url=x", "migrate")]
    [InlineData("CONFIGURATION", "given twice", "-target=1", "-target=2", "migrate")]
    [InlineData("ERROR", "Unknown command: migrat. Did you mean migrate?", "migrat")]
    [InlineData("ERROR", "Unknown command: frobnicate", "frobnicate")]
    [InlineData("ERROR", "Invalid flag: -hlp", "-hlp", "info")]
    [InlineData("ERROR", "The setting target needs a value", "-target", "info")]
    [InlineData("ERROR", "Invalid value 'maybe' for outOfOrder (the command line): write true or false.", "-outOfOrder=maybe", "info")]
    [InlineData("ERROR", "Invalid value 'x' for lockRetryCount", "-lockRetryCount=x", "info")]
    [InlineData("ERROR", "Invalid value '-2' for lockRetryCount", "-lockRetryCount=-2", "info")]
    [InlineData("ERROR", "Invalid value 'xml' for outputType", "-outputType=xml", "info")]
    [InlineData("ERROR", "Invalid value 'red' for color", "-color=red", "info")]
    [InlineData("ERROR", "abc", "-target=abc", "migrate")]
    [InlineData("ERROR", "Invalid version", "-target=", "info")]
    [InlineData("ERROR", "Unknown encoding 'nosuch'", "-encoding=nosuch", "info")]
    [InlineData("ERROR", "Invalid state 'odd' for infoOfState", "-infoOfState=odd", "info")]
    [InlineData("ERROR", "13/10/2020 16:30", "-infoSinceDate=2020-10-13", "info")]
    [InlineData("ERROR", "Unknown prefix for location: 'ftp:x'", "-locations=ftp:x", "info")]
    [InlineData("ERROR", "Unsupported location 's3:bucket/x'", "-locations=s3:bucket/x", "info")]
    [InlineData("ERROR", "Unable to resolve location 'classpath:db'", "-locations=classpath:db", "-failOnMissingLocations=true", "info")]
    [InlineData("ERROR", "callbacks (the command line) cannot be used: it is about Java", "-callbacks=com.example.A", "info")]
    [InlineData("ERROR", "is for another database", "-oracle.sqlplus=true", "info")]
    [InlineData("ERROR", "Both the environment's name and a setting are required", "-environments.dev=1", "info")]
    [InlineData("ERROR", "'flyway:' prefix is reserved", "-placeholders.flyway:x=1", "info")]
    [InlineData("ERROR", "Invalid pattern 'x:y'", "-ignoreMigrationPatterns=x:y", "info")]
    [InlineData("ERROR", "one.conf does not exist", "-configFiles=one.conf", "info")]
    public async Task Refuses_wrong_input_with_flyways_code(string code, string text, params string[] arguments)
    {
        string[] url = arguments.Any(a => a.StartsWith("-outputType", StringComparison.Ordinal)) ? [] : ["-outputType=json"];
        string[] database = arguments.Contains("-url=") ? [] : ["-url=jdbc:postgresql://127.0.0.1:1/x"];
        var result = await _cli.RunAsync([.. arguments, .. database, .. url]);

        Assert.Equal(1, result.ExitCode);
        if (url.Length == 0)
        {
            Assert.Empty(result.Output);
            Assert.Contains(text, result.Error, StringComparison.Ordinal);
            return;
        }

        var error = JsonDocument.Parse(result.Output).RootElement.GetProperty("error");
        Assert.Equal(code, error.GetProperty("errorCode").GetString());
        Assert.Contains(text, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Reports_all_problems_at_once()
    {
        _cli.Environment["FLYWAY_GROUP"] = "perhaps";

        var result = await _cli.RunAsync("-nosuch=1", "-outOfOrder=maybe", "-url=nonsense", "info");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            """
            ERROR: Unknown setting 'nosuch' (the command line). Did you mean batch?
            Not a url of PostgreSQL: write jdbc:postgresql://host:port/database?parameter=value or postgresql://user@host:port/database?parameter=value.
            Invalid value 'maybe' for outOfOrder (the command line): write true or false.
            Invalid value 'perhaps' for group (FLYWAY_GROUP): write true or false.

            """,
            result.Error);
    }

    [Fact]
    public async Task Without_a_url_says_how_to_give_one()
    {
        var result = await _cli.RunAsync("info");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no url is given", result.Error, StringComparison.Ordinal);
        Assert.Contains("-url=jdbc:postgresql://localhost:5432/mydb", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_stack_traces_with_X_only()
    {
        var quiet = await _cli.RunAsync("-target=abc", "-url=jdbc:postgresql:x", "info");
        var debug = await _cli.RunAsync("-target=abc", "-url=jdbc:postgresql:x", "-X", "info");

        Assert.DoesNotContain("   at ", quiet.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", debug.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();
}

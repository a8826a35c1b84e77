using Daybreak.HostAgent.Configuration;

namespace Daybreak.HostAgent.Tests.Flyway;

public sealed class A_script_migration : FlywayProject
{
    [Fact]
    public async Task Gets_placeholders_and_the_connection_as_environment()
    {
        Cli.Write("sql/V1__show.sh", "printf '%s|' \"$FP__who__\" \"$FP__flyway_database__\" \"$FP__flyway_filename__\" \"$FLYWAY_URL\" \"$FLYWAY_USER\" \"$FLYWAY_PASSWORD\" > shown\n");

        var run = await RunAsync("migrate", "-placeholders.who=Ann");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal($"Ann|{Database.Name}|V1__show.sh|{Database.Url}|{Database.User}|{Database.Password}|", Shown());
    }

    [Fact]
    public async Task Has_the_checksum_of_its_text_and_a_row_like_any_other()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int);\n");
        Cli.Write("sql/V2__b.sh", "#!/bin/sh\necho done > made_by_script.txt\n");

        var run = await RunAsync("migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("1|1|a|SQL|V1__a.sql|-731837914|t\n2|2|b|SCRIPT|V2__b.sh|-1744275070|t", await HistoryAsync());
        Assert.Equal(0, (await RunAsync("validate")).ExitCode);
    }

    [Theory]
    [InlineData("V1__a.bash", "[[ 1 == 1 ]] && echo ran > shown")]
    [InlineData("V1__a", "echo ran > shown")]
    [InlineData("R__a.SH", "echo ran > shown")]
    [InlineData("B1__a.sh", "echo ran > shown")]
    [InlineData("afterMigrate__x.sh", "echo ran > shown")]
    public async Task Runs_by_its_extension(string name, string text)
    {
        Cli.Write("sql/" + name, text);

        var run = await RunAsync("migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("ran\n", Shown());
    }

    [Theory]
    [InlineData("V1__a.sh", "-sqlMigrationSuffixes=.sql,.sh", "Found more than one migration with version 1")]
    [InlineData("R__a.sh", "-sqlMigrationSuffixes=.sql,.sh", "Found more than one repeatable migration with description a")]
    [InlineData("V1__a", "-sqlMigrationSuffixes=__a", "Found more than one migration with version 1")]
    public async Task That_is_an_SQL_migration_too_is_found_twice(string name, string setting, string message)
    {
        Cli.Write("sql/" + name, "echo ran > shown");

        var run = await RunAsync("migrate", setting);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_fails_leaves_a_failed_row_and_its_output_in_the_log()
    {
        Cli.Write("sql/V1__bad.sh", "echo to-out; echo to-err >&2; exit 3");
        Cli.Write("sql/V2__b.sql", "create table b(i int)");

        var run = await RunAsync("migrate", "-outputType=json");
        var again = await RunAsync("migrate");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\"FAILED_VERSIONED_MIGRATION\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("exit code 3", run.Output, StringComparison.Ordinal);
        Assert.Equal("1|f", string.Join(',', await Database.QueryColumnAsync("select concat_ws('|', version, success) from flyway_schema_history")));
        Assert.Equal(1, again.ExitCode);
    }

    [Fact]
    public async Task Whose_output_is_shown_stays_off_standard_output()
    {
        Cli.Write("sql/V1__talks.sh", "echo to-out; echo to-err >&2");

        var run = await RunAsync("migrate");

        Assert.Contains("to-out", run.Error, StringComparison.Ordinal);
        Assert.Contains("to-err", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("to-out", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_undone_by_a_script()
    {
        Cli.Write("sql/V1__a.sh", "echo ran > shown");
        Cli.Write("sql/U1__a.sh", "rm shown");
        await RunAsync("migrate");

        var run = await RunAsync("undo");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.False(File.Exists(Path.Combine(Cli.Directory, "shown")));
        Assert.Matches(@"\A1\|1\|a\|SCRIPT\|V1__a\.sh\|-?\d+\|t\n2\|1\|a\|UNDO_SCRIPT\|U1__a\.sh\|-?\d+\|t\z", await HistoryAsync());
    }

    [Fact]
    public async Task Is_refused_in_a_dry_run()
    {
        Cli.Write("sql/V1__a.sh", "echo ran > shown");

        var run = await RunAsync("migrate", "-dryRunOutput=dry.sql");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'V1__a.sh' is a script migration: what it does cannot be written as SQL", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Cli.Directory, "shown")));
    }

    [Theory]
    [InlineData("V1__a.sh")]
    [InlineData("V1__a")]
    [InlineData("afterMigrate.py")]
    public async Task Is_refused_where_files_come_from_outside(string name)
    {
        Cli.Write("sql/" + name, "echo ran > shown");
        var configuration = ConfigurationReader.ReadEngine(
            new Dictionary<string, string> { ["locations"] = "filesystem:sql", ["powershellExecutable"] = "sh" }, "test", Cli.Directory);
        var engine = new MigrationEngine.Engine(
            configuration, OpenAsync, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TimeProvider.System);

        var error = await Assert.ThrowsAsync<MigrationEngine.Model.MigrationException>(() => engine.MigrateAsync(CancellationToken.None));

        Assert.StartsWith($"'{name}' is a script migration, which is not run here", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Cli.Directory, "shown")));
    }

    private async ValueTask<Npgsql.NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new Npgsql.NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private string Shown() => File.ReadAllText(Path.Combine(Cli.Directory, "shown"));
}

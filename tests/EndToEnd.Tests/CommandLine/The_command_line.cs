using System.Text.Json.Nodes;
using Daybreak.EndToEnd.Tests.Processes;
using Daybreak.Testing;

namespace Daybreak.EndToEnd.Tests.CommandLine;

/// <summary>The shipped executable in Flyway's manner, on a real database.</summary>
public sealed class The_command_line : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("daybreak-cli-e2e-").FullName;
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        Write("V1__first.sql", "CREATE TABLE first (id int);\n");
        Write("sub/V2__second.sql", "CREATE TABLE second (id int);\n");
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Migrates_informs_and_validates()
    {
        var migrate = await RunAsync("migrate");
        var info = await RunAsync("info");
        var validate = await RunAsync("validate");
        var again = await RunAsync("migrate");

        Succeeded(migrate);
        Assert.Contains("Successfully applied 2 migrations to schema \"public\", now at version v2", migrate.All, StringComparison.Ordinal);
        Succeeded(info);
        Assert.Contains("Schema version: 2", info.Output, StringComparison.Ordinal);
        Assert.Matches(@"\| Versioned \| 2 +\| second +\| SQL +\| .* \| Success +\|", info.Output);
        Succeeded(validate);
        Assert.Contains("Successfully validated 2 migrations", validate.All, StringComparison.Ordinal);
        Succeeded(again);
        Assert.Contains("Schema \"public\" is up to date. No migration necessary.", again.All, StringComparison.Ordinal);
        Assert.Equal(["first", "second"], await _database.QueryColumnAsync(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history' ORDER BY 1"));
    }

    [Fact]
    public async Task Answers_in_JSON_and_in_nothing_but_JSON()
    {
        var migrate = await RunAsync("-outputType=json", "migrate");
        var info = await RunAsync("-outputType=json", "info");
        var validate = await RunAsync("-outputType=json", "validate");

        Succeeded(migrate);
        var migrated = JsonNode.Parse(migrate.Output)!;
        Assert.Equal(("migrate", 2, "2", true), (
            migrated["operation"]!.ToString(), migrated["migrationsExecuted"]!.GetValue<int>(),
            migrated["targetSchemaVersion"]!.ToString(), migrated["success"]!.GetValue<bool>()));
        Succeeded(info);
        Assert.Equal(["Success", "Success"], JsonNode.Parse(info.Output)!["migrations"]!.AsArray().Select(m => m!["state"]!.ToString()));
        Succeeded(validate);
        Assert.True(JsonNode.Parse(validate.Output)!["validationSuccessful"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Takes_its_settings_from_the_environment()
    {
        var environment = new Dictionary<string, string>
        {
            ["FLYWAY_URL"] = _database.Url,
            ["FLYWAY_USER"] = _database.User,
            ["FLYWAY_PASSWORD"] = _database.Password,
            ["FLYWAY_LOCATIONS"] = $"filesystem:{_directory}",
            ["FLYWAY_TABLE"] = "history",
        };

        var migrate = await Executable.RunAsync(Repository.Agent, ["migrate"], environment);

        Succeeded(migrate);
        Assert.Equal(["1", "2"], await _database.QueryColumnAsync("SELECT version FROM history ORDER BY installed_rank"));
    }

    [Fact]
    public async Task Fails_with_file_line_and_statement_of_a_broken_migration()
    {
        Write("V3__broken.sql", "CREATE TABLE third (id int);\n\nINSERT INTO nowhere VALUES (1);\n");

        var migrate = await RunAsync("migrate");
        var json = await RunAsync("-outputType=json", "migrate");

        Assert.Equal(1, migrate.ExitCode);
        Assert.Contains("V3__broken.sql", migrate.Error, StringComparison.Ordinal);
        Assert.Matches(@"Line\s+: 3", migrate.Error);
        Assert.Contains("INSERT INTO nowhere", migrate.Error, StringComparison.Ordinal);
        Assert.Equal(1, json.ExitCode);
        Assert.Equal("FAILED_VERSIONED_MIGRATION", JsonNode.Parse(json.Output)!["error"]!["errorCode"]!.ToString());
        Assert.Equal(["1", "2"], await _database.QueryColumnAsync("SELECT version FROM flyway_schema_history ORDER BY installed_rank"));
    }

    [Fact]
    public async Task Fails_for_a_changed_file()
    {
        Succeeded(await RunAsync("migrate"));
        Write("V1__first.sql", "CREATE TABLE first (id bigint);\n");

        var validate = await RunAsync("validate");
        var json = await RunAsync("-outputType=json", "validate");

        Assert.Equal(1, validate.ExitCode);
        Assert.Contains("Migration checksum mismatch for migration version 1", validate.Error, StringComparison.Ordinal);
        Assert.Equal(1, json.ExitCode);
        Assert.Contains("checksum mismatch", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_with_a_wrong_password_and_does_not_repeat_it()
    {
        const string Wrong = "wrong-7391-secret";

        var run = await Executable.RunAsync(
            Repository.Agent, Arguments("info"), new Dictionary<string, string> { ["FLYWAY_PASSWORD"] = Wrong });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("password authentication failed", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, run.All, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_no_password_even_when_it_debugs()
    {
        var run = await RunAsync("-X", "migrate");

        Succeeded(run);
        Assert.DoesNotContain(_database.Password, run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_its_arguments()
    {
        var setting = await RunAsync("-nosuch=1", "info");
        var command = await RunAsync("migrat");

        Assert.Equal((1, 1), (setting.ExitCode, command.ExitCode));
        Assert.Contains("nosuch", setting.Error, StringComparison.Ordinal);
        Assert.Contains("migrat", command.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_database.Password, setting.All + command.All, StringComparison.Ordinal);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static void Succeeded(ExecutableResult run) => Assert.True(run.ExitCode == 0, run.All);

    private string[] Arguments(params string[] arguments) =>
        [$"-url={_database.Url}", $"-user={_database.User}", $"-locations=filesystem:{_directory}", .. arguments];

    private Task<ExecutableResult> RunAsync(params string[] arguments) => Executable.RunAsync(
        Repository.Agent, Arguments(arguments), new Dictionary<string, string> { ["FLYWAY_PASSWORD"] = _database.Password });
}

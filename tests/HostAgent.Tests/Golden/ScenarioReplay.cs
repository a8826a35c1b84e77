using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Daybreak.HostAgent.Tests.CommandLine;
using Daybreak.Testing;
using Npgsql;

namespace Daybreak.HostAgent.Tests.Golden;

/// <summary>Replays a scenario in a fresh database and a fresh directory.</summary>
internal sealed class ScenarioReplay(GoldenScenario scenario, TestDatabase database, ScenarioFolder folder, Func<CommandLineCall, Task<CliResult>> call)
{
    /// <summary>Scenarios of SQL that only a server of this major version understands; an older one must refuse it.</summary>
    private static readonly Dictionary<string, int> _since = new(StringComparer.Ordinal)
    {
        ["parsing-begin-atomic"] = 14,
        ["parsing-begin-atomic-nested-case"] = 14,
    };

    private readonly Answer _answer = new(folder);
    private string _output = string.Empty;

    /// <summary>Replays; fails with the first step that differs, all its differences and what the command line said.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The using declaration disposes the folder.")]
    public static async Task AssertAsync(GoldenScenario scenario, Func<CommandLineCall, Task<CliResult>> call)
    {
        var database = await TestDatabase.CreateAsync();
        using var folder = new ScenarioFolder(database);
        folder.Create();
        try
        {
            var replay = new ScenarioReplay(scenario, database, folder, call);
            if (await database.MajorVersionAsync() < _since.GetValueOrDefault(scenario.Name))
            {
                await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(replay.AssertAsync);
                return;
            }

            await replay.AssertAsync();
        }
        finally
        {
            await database.DisposeAsync();
            await ExecuteElsewhereAsync(database, scenario.Teardown.Select(folder.Expand));
        }
    }

    private async Task AssertAsync()
    {
        var number = 0;
        foreach (var step in scenario.Steps)
        {
            var actual = await RunAsync(step);
            var expected = step["better"] is { } better ? better["expect"] : step["expect"];
            if (actual is not null && expected is not null)
            {
                var differences = Differences.Between(expected, JsonNode.Parse(actual.ToJsonString())!);
                Assert.True(
                    differences.Count == 0,
                    $"{scenario.Name}, step {number} ({step["run"] ?? step["query"]}):\n{string.Join('\n', differences)}\n{_output}");
            }

            number++;
        }
    }

    private async Task<JsonObject?> RunAsync(JsonObject step)
    {
        if (step.ContainsKey("run"))
        {
            return await RunCommandAsync(step);
        }

        if (step["sql"] is { } sql)
        {
            await database.ExecuteAsync(folder.Expand((string)sql!));
            return null;
        }

        if (step["query"] is { } query)
        {
            var rows = await database.QueryAsync((string)query!);
            return new JsonObject
            {
                ["rows"] = new JsonArray([.. rows.Select(row => new JsonArray([.. row.Select(value => value is null ? null : JsonValue.Create(value))]))]),
            };
        }

        if (step["fileExists"] is { } name)
        {
            return new JsonObject { ["exists"] = Path.Exists(folder.Absolute((string)name!)) };
        }

        folder.Change(step);
        return null;
    }

    private async Task<JsonObject> RunCommandAsync(JsonObject step)
    {
        await GivePasswordAsync(step);
        var configuration = step["confFile"] is null ? null : Path.Combine(folder.Work, (string?)step["confName"] ?? "flyway.conf");
        if (configuration is not null)
        {
            await File.WriteAllTextAsync(configuration, folder.Expand((string)step["confFile"]!));
        }

        var command = ((string)step["run"]!).Split(' ')[^1];
        var at = CommandLineCall.Of(step, folder, database);
        var results = await Task.WhenAll(Enumerable.Range(0, (int?)step["concurrent"] ?? 1).Select(_ => call(at)));
        _output = string.Join("\n", results.Select(one => $"--- exit {one.ExitCode}, output:\n{one.All}"));
        var answers = results.Select(one => _answer.Of(command, one)).ToList();
        var result = step.ContainsKey("concurrent") ? Together(answers) : answers[0];
        if (configuration is not null)
        {
            File.Delete(configuration);
        }

        await DatabaseState.AddAsync(result, database, scenario.HistoryTable(step), scenario.MaskedChecksums);
        return result;
    }

    private static JsonObject Together(List<JsonObject> answers) => new()
    {
        ["exits"] = new JsonArray([.. answers.Select(one => (int)one["exit"]!).Order().Select(exit => JsonValue.Create(exit))]),
        // The recorder sorted a missing code as the word "None".
        ["errorCodes"] = new JsonArray([.. answers.Select(one => (string?)one["errorCode"]).OrderBy(code => code ?? "None", StringComparer.Ordinal)
            .Select(code => JsonValue.Create(code))]),
        ["executedUnion"] = Answer.Sorted(answers.SelectMany(one => one["executed"] as JsonArray ?? []).Select(entry => entry!.DeepClone())),
    };

    /// <summary>The recording server trusted everybody; this one wants a password of the roles that scenarios create too.</summary>
    private async Task GivePasswordAsync(JsonObject step)
    {
        if ((string?)step["config"]?["user"] is { } user && user != "@USER@"
            && (await database.QueryColumnAsync($"select 1 from pg_roles where rolname = '{user}'")).Count > 0)
        {
            await database.ExecuteAsync($"alter role {user} password '{database.Password}'");
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "The statements are the scenario's own.")]
    private static async Task ExecuteElsewhereAsync(TestDatabase database, IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres" };
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public sealed class The_document(Synthesis synthesis) : IDisposable
{
    private readonly JsonObject document = synthesis.OfStage("uat").Of("AWS::SSM::Document")["Document/Document"]["Properties"]!.AsObject();
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Hostile => Matrix.Of(
        ["Database", "RunId", "Command"],
        [
            "", " ", "-x", "a b", "a'b", "a\"b", "$(id)", "`id`", "a;id", "a|id", "a&id", "a>b", "a\nb", "../a", "a\\b", "é",
            "{{ Command }}", new string('a', 65), "a,", ",a", "a,,b", "a/b/c", "a?", "[a]", "{a,b}", "~",
        ]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Is_a_command_of_schema_2_2_with_one_step()
    {
        Assert.Equal("Daybreak-uat-Migrate", (string?)document["Name"]);
        Assert.Equal("Command", (string?)document["DocumentType"]);
        Assert.Equal("NewVersion", (string?)document["UpdateMethod"]);
        Assert.Equal("2.2", (string?)document["Content"]!["schemaVersion"]);
        Json.AssertEqual(
            """
            [{"action":"aws:runShellScript","name":"Run","inputs":{"timeoutSeconds":"21600","runCommand":[
              "set -euf",
              "PATH=/opt/daybreak/bin:$PATH; export PATH",
              "run='{{ RunId }}'",
              "set -- daybreak run '{{ Command }}' --stage uat --database '{{ Database }}' --run-id \"$run\"",
              "left=60",
              "until command -v daybreak >/dev/null || [ \"$left\" -eq 0 ]; do left=$((left - 1)); sleep \"${DAYBREAK_BOOT_PAUSE:-5}\"; done",
              "if [ \"$(id -u)\" = 0 ] && id -u daybreak >/dev/null 2>&1; then set -- runuser -u daybreak -- \"$@\"; fi",
              "code=0",
              "\"$@\" || code=$?",
              "if [ \"$code\" -gt 5 ]; then echo \"daybreak: no run '$run' is recorded: the agent ended with exit code $code\" >&2; fi",
              "exit \"$code\""]}}]
            """,
            document["Content"]!["mainSteps"]);
    }

    [Fact]
    public void Has_a_pattern_for_every_parameter() =>
        Json.AssertEqual(
            """
            {"Command":"^[a-z]{1,16}$","Database":"^[A-Za-z*][A-Za-z0-9_*]{0,62}(/[A-Za-z0-9_*-]{1,63})?(,[A-Za-z*][A-Za-z0-9_*]{0,62}(/[A-Za-z0-9_*-]{1,63})?)*$","RunId":"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}
            """,
            new JsonObject(Parameters.Select(pair => KeyValuePair.Create(pair.Key, pair.Value!["allowedPattern"]?.DeepClone()))));

    [Fact]
    public void Knows_seven_commands_and_its_pattern_admits_them()
    {
        var commands = Parameters["Command"]!["allowedValues"]!.AsArray().Select(value => (string)value!).ToList();

        Assert.Equal(["migrate", "plan", "info", "validate", "repair", "baseline", "bootstrap"], commands);
        Assert.All(commands, command => Assert.Matches((string)Parameters["Command"]!["allowedPattern"]!, command));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Refuses_a_hostile_value(string parameter, string value) =>
        Assert.DoesNotMatch((string)Parameters[parameter]!["allowedPattern"]!, value);

    [Theory]
    [InlineData("Users", "migrate", "s3-0123456789abcdef0123456789abcdef01234567")]
    [InlineData("a_B_9", "info", "manual-1")]
    [InlineData("Z", "baseline", "1.2_3-4")]
    [InlineData("*", "migrate", "fleet-1")]
    [InlineData("d*", "migrate", "fleet-1")]
    [InlineData("Tenants/tenant-0*,Users", "migrate", "fleet-1")]
    public async Task Runs_the_agent_with_just_these_arguments(string database, string command, string runId)
    {
        // It lies in the folder where the script runs: an asterisk that the shell took for a pattern would find it.
        folder.WriteScript("daybreak", """printf '%s\n' "$@" """);

        var result = await RunAsync(database, command, runId);

        Assert.Matches((string)Parameters["Database"]!["allowedPattern"]!, database);

        Assert.Equal($"run\n{command}\n--stage\nuat\n--database\n{database}\n--run-id\n{runId}\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Runs_the_agent_as_its_own_user_where_there_is_one()
    {
        folder.WriteScript("id", "echo 0");
        folder.WriteScript("daybreak", "exit 9");
        folder.WriteScript("runuser", """printf '%s ' "$@" """);

        Assert.Equal(
            "-u daybreak -- daybreak run plan --stage uat --database Users --run-id r ", (await RunAsync("Users", "plan", "r")).Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Ends_as_the_agent_ends(int code)
    {
        folder.WriteScript("daybreak", $"exit {code}");

        var result = await RunAsync("Users", "migrate", "r");

        Assert.Equal((code, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("kill -9 $$", 137)]
    [InlineData("exit 134", 134)]
    public async Task Says_so_when_the_agent_could_not_record_its_run(string end, int code)
    {
        folder.WriteScript("daybreak", end);

        var result = await RunAsync("Users", "migrate", "r-1");

        Assert.Equal(code, result.ExitCode);
        Assert.EndsWith(
            $"daybreak: no run 'r-1' is recorded: the agent ended with exit code {code}\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_until_the_first_boot_has_installed_the_agent()
    {
        // Each wait is a step of the boot; the third one brings the agent.
        folder.WriteScript("sleep", """echo "$1" >> "$0.log"; [ "$(wc -l < "$0.log")" -lt 3 ] || mv "${0%/sleep}/later" "${0%/sleep}/daybreak" """);
        folder.WriteScript("later", "echo here");

        var result = await RunAsync("Users", "migrate", "r");

        Assert.Equal("here\n", result.Output);
        Assert.Equal(["5", "5", "5"], await File.ReadAllLinesAsync(Path.Combine(folder.Path, "sleep.log")));
    }

    [Fact]
    public async Task Gives_up_waiting_after_five_minutes()
    {
        folder.WriteScript("sleep", """echo "$1" >> "$0.log" """);

        var result = await RunAsync("Users", "migrate", "r");

        Assert.Equal(127, result.ExitCode);
        Assert.Contains("daybreak: no run 'r' is recorded", result.Error, StringComparison.Ordinal);
        Assert.Equal(60, (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "sleep.log"))).Length);
    }

    // The quotes are a second line of defence: whatever a pattern let through, short of a quote, would stay one argument.
    [Fact]
    public async Task Keeps_text_from_the_shell_even_without_the_patterns()
    {
        folder.WriteScript("daybreak", """printf '%s\n' "$@" """);

        var result = await RunAsync("$(touch x)", "`id`;id", "a && b");

        Assert.Equal("run\n`id`;id\n--stage\nuat\n--database\n$(touch x)\n--run-id\na && b\n", result.Output);
    }

    private JsonObject Parameters => document["Content"]!["parameters"]!.AsObject();

    // SSM replaces the placeholders, writes the lines to one file and runs that.
    private Task<CommandResult> RunAsync(string database, string command, string runId)
    {
        var lines = document["Content"]!["mainSteps"]![0]!["inputs"]!["runCommand"]!.AsArray().Select(line => (string)line!);
        var script = Regex.Replace(
            string.Join('\n', lines),
            @"\{\{ (\w+) \}\}",
            match => match.Groups[1].Value switch { "Database" => database, "Command" => command, _ => runId });
        var environment = new Dictionary<string, string?> { ["PATH"] = $"{folder.Path}:/usr/bin:/bin" };
        return Command.RunAsync("sh", [folder.Write("script", script)], environment, folder.Path);
    }
}

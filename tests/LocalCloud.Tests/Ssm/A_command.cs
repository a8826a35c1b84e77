using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Tests.Hosting;

namespace Daybreak.LocalCloud.Tests.Ssm;

[Collection(SharedLocalCloud.Name)]
public class A_command(LocalCloudFixture cloud)
{
    [Fact]
    public async Task Runs_the_document_on_the_tagged_host()
    {
        var answer = await cloud.AskAsync("AmazonSSM.SendCommand", """
            {"DocumentName":"Daybreak-dev-Migrate","Targets":[{"Key":"tag:daybreak:host","Values":["dev"]}],
             "Parameters":{"Database":["Users"],"Command":["info"],"RunId":["manual-1"]},"Comment":"by hand"}
            """);
        var command = answer["Command"]!;
        Assert.Equal(("Daybreak-dev-Migrate", "by hand", "$DEFAULT", 3600), (
            command["DocumentName"]!.ToString(), command["Comment"]!.ToString(),
            command["DocumentVersion"]!.ToString(), command["TimeoutSeconds"]!.GetValue<int>()));

        var invocation = await cloud.WaitForEndAsync(command["CommandId"]!.ToString());

        Assert.Equal(("Success", "Success", 0, "info Users manual-1\n", "", "Run"), (
            invocation["Status"]!.ToString(), invocation["StatusDetails"]!.ToString(), invocation["ResponseCode"]!.GetValue<int>(),
            invocation["StandardOutputContent"]!.ToString(), invocation["StandardErrorContent"]!.ToString(),
            invocation["PluginName"]!.ToString()));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", invocation["ExecutionStartDateTime"]!.ToString());
        Assert.Matches(@"^PT[\d.]+S$", invocation["ExecutionElapsedTime"]!.ToString());
    }

    [Fact]
    public async Task Runs_on_the_only_host_when_it_names_none()
    {
        var answer = await cloud.AskAsync("AmazonSSM.SendCommand", """
            {"DocumentName":"Daybreak-dev-Migrate","Parameters":{"Database":["Users"],"Command":["info"],"RunId":["manual-2"]}}
            """);

        var invocation = await cloud.WaitForEndAsync(answer["Command"]!["CommandId"]!.ToString());

        Assert.Equal("info Users manual-2\n", invocation["StandardOutputContent"]!.ToString());
    }

    [Fact]
    public async Task Fails_with_the_scripts_code_and_output()
    {
        var invocation = await cloud.WaitForEndAsync(await cloud.SendAsync("fail"));

        Assert.Equal(("Failed", "Failed", 1, "V4__broken.sql: line 3\n"), (
            invocation["Status"]!.ToString(), invocation["StatusDetails"]!.ToString(), invocation["ResponseCode"]!.GetValue<int>(),
            invocation["StandardErrorContent"]!.ToString()));
    }

    [Fact]
    public async Task Is_killed_when_its_time_is_over()
    {
        var invocation = await cloud.WaitForEndAsync(await cloud.SendAsync("sleep"));

        Assert.Equal(("TimedOut", "ExecutionTimedOut", 137, "started\n"), (
            invocation["Status"]!.ToString(), invocation["StatusDetails"]!.ToString(), invocation["ResponseCode"]!.GetValue<int>(),
            invocation["StandardOutputContent"]!.ToString()));
    }

    [Fact]
    public async Task Is_killed_when_it_is_cancelled()
    {
        var id = await cloud.SendAsync("sleep");
        await cloud.WaitAsync(id, status => status == "InProgress");

        await cloud.AskAsync("AmazonSSM.CancelCommand", $$"""{"CommandId":"{{id}}"}""");

        Assert.Equal("Cancelled", (await cloud.WaitForEndAsync(id))["Status"]!.ToString());
    }

    [Fact]
    public async Task Has_its_output_cut_as_the_agent_cuts_it()
    {
        var id = await cloud.SendAsync("long");
        var invocation = await cloud.WaitForEndAsync(id);

        var (output, error) = (invocation["StandardOutputContent"]!.ToString(), invocation["StandardErrorContent"]!.ToString());
        Assert.Equal((24_000, 8_000), (output.Length, error.Length));
        Assert.EndsWith("x--output truncated--", output, StringComparison.Ordinal);
        Assert.EndsWith("y--output truncated--", error, StringComparison.Ordinal);
        var list = await cloud.AskAsync("AmazonSSM.ListCommandInvocations", $$"""{"CommandId":"{{id}}","Details":true}""");
        Assert.Equal(2_500, list["CommandInvocations"]![0]!["CommandPlugins"]![0]!["Output"]!.ToString().Length);
    }

    [Fact]
    public async Task Sees_the_hosts_environment_and_not_the_users()
    {
        var output = (await cloud.WaitForEndAsync(await cloud.SendAsync("env")))["StandardOutputContent"]!.ToString();
        var environment = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.Contains('=', StringComparison.Ordinal))
            .Select(l => l.Split('=', 2)).ToLookup(p => p[0], p => p[1]);

        Assert.Equal(cloud.Endpoint, environment["AWS_ENDPOINT_URL"].Single());
        Assert.Equal(cloud.InstanceId, environment["AWS_SSM_INSTANCE_ID"].Single());
        Assert.Equal("us-east-1", environment["AWS_SSM_REGION_NAME"].Single());
        Assert.Equal(Path.Combine(cloud.StateDirectory, "work"), environment["DAYBREAK_WORK_DIR"].Single());
        Assert.Equal("/dev/null", environment["AWS_CONFIG_FILE"].Single());
        Assert.Empty(environment["DAYBREAK_PG"]);
    }

    [Fact]
    public async Task Is_listed_with_its_parameters()
    {
        var id = await cloud.SendAsync("listed");

        var command = (await cloud.AskAsync("AmazonSSM.ListCommands", $$"""{"CommandId":"{{id}}"}"""))["Commands"]!.AsArray().Single()!;

        Assert.Equal("""{"Database":["Users"],"Command":["info"],"RunId":["listed"]}""", command["Parameters"]!.ToJsonString());
        Assert.Equal("""[{"Key":"tag:daybreak:host","Values":["dev"]}]""", command["Targets"]!.ToJsonString());
        Assert.Equal(600, command["TimeoutSeconds"]!.GetValue<int>());
    }

    [Fact]
    public async Task Repeats_the_log_group_that_it_asked_for()
    {
        var answer = await cloud.AskAsync("AmazonSSM.SendCommand", """
            {"DocumentName":"Daybreak-dev-Migrate","Parameters":{"Database":["Users"],"Command":["info"],"RunId":["output"]},
             "CloudWatchOutputConfig":{"CloudWatchLogGroupName":"output","CloudWatchOutputEnabled":true}}
            """);
        var id = answer["Command"]!["CommandId"]!.ToString();
        var invocation = await cloud.WaitForEndAsync(id);
        var listed = await cloud.AskAsync("AmazonSSM.ListCommandInvocations", $$"""{"CommandId":"{{id}}"}""");

        const string Asked = """{"CloudWatchLogGroupName":"output","CloudWatchOutputEnabled":true}""";
        Assert.Equal(Asked, answer["Command"]!["CloudWatchOutputConfig"]!.ToJsonString());
        Assert.Equal(Asked, invocation["CloudWatchOutputConfig"]!.ToJsonString());
        Assert.Equal(Asked, listed["CommandInvocations"]![0]!["CloudWatchOutputConfig"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Users;touch /tmp/x")]
    [InlineData("$(id)")]
    [InlineData("`id`")]
    [InlineData("Users\\n")]
    [InlineData("../Users")]
    [InlineData("Us'ers")]
    [InlineData("")]
    public async Task Is_refused_for_a_hostile_parameter(string database)
    {
        var (status, error, body) = await cloud.CallAsync(
            "AmazonSSM.SendCommand", Request($$"""{"Database":["{{database}}"],"Command":["info"]}"""));

        Assert.Equal((400, "InvalidParameters", "InvalidParameters"), (status, error, body["__type"]!.ToString()));
        Assert.Contains("\"Database\"", body["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Database":["Users"]}""", "\"Command\" is required")]
    [InlineData("""{"Database":["Users"],"Command":["drop"]}""", "not in [migrate, info]")]
    [InlineData("""{"Database":["Users","Products"],"Command":["info"]}""", "takes one value, not 2")]
    [InlineData("""{"Database":["Users"],"Command":["info"],"commands":["id"]}""", "\"commands\" is not defined")]
    public async Task Is_refused_for_parameters_that_the_document_does_not_allow(string parameters, string expected)
    {
        var (status, error, body) = await cloud.CallAsync("AmazonSSM.SendCommand", Request(parameters));

        Assert.Equal((400, "InvalidParameters"), (status, error));
        Assert.Contains(expected, body["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DocumentName", "\"Nobodys\"", "InvalidDocument")]
    [InlineData("DocumentVersion", "\"7\"", "InvalidDocumentVersion")]
    [InlineData("Targets", """[{"Key":"tag:daybreak:host","Values":["prod"]}]""", "InvalidInstanceId")]
    [InlineData("InstanceIds", """["i-00000000000000000"]""", "ValidationException")]
    [InlineData("TimeoutSeconds", "29", "ValidationException")]
    public async Task Is_refused_in_SSMs_own_words(string member, string value, string expected)
    {
        var request = JsonNode.Parse(Request("""{"Database":["Users"],"Command":["info"]}"""))!;
        request[member] = JsonNode.Parse(value);

        var (status, error, body) = await cloud.CallAsync("AmazonSSM.SendCommand", request.ToJsonString());

        Assert.Equal((400, expected, expected), (status, error, body["__type"]!.ToString()));
    }

    [Fact]
    public async Task Does_not_exist_under_another_id()
    {
        var (status, error, _) = await cloud.CallAsync(
            "AmazonSSM.GetCommandInvocation", $$"""{"CommandId":"{{Guid.NewGuid()}}","InstanceId":"{{cloud.InstanceId}}"}""");

        Assert.Equal((400, "InvocationDoesNotExist"), (status, error));
    }

    private static string Request(string parameters) => $$"""
        {"DocumentName":"Daybreak-dev-Migrate","Targets":[{"Key":"tag:daybreak:host","Values":["dev"]}],"Parameters":{{parameters}}}
        """;
}

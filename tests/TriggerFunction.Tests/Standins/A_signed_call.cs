using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Daybreak.TriggerFunction.Tests.Fakes;

namespace Daybreak.TriggerFunction.Tests.Standins;

public sealed class A_signed_call
{
    [Fact]
    public async Task Carries_the_operation_the_signature_and_the_user_agent()
    {
        await using var service = await LoopbackService.StartAsync((_, _) => ServiceAnswer.Ok("""{"Command":{"CommandId":"c-1"}}"""));
        using var client = Clients.Ssm(service);

        var response = await client.SendCommandAsync(new SendCommandRequest { DocumentName = "Doc" });

        Assert.Equal("c-1", response.Command.CommandId);
        var call = Assert.Single(service.Calls);
        Assert.Equal("AmazonSSM.SendCommand", call.Target);
        Assert.Equal("application/x-amz-json-1.1", call.Headers["Content-Type"]);
        Assert.Matches(
            "^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-central-1/ssm/aws4_request, "
                + "SignedHeaders=.*host.*, Signature=[0-9a-f]{64}$",
            call.Headers["Authorization"]);
        Assert.Contains("aws-sdk-dotnet", call.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Contains("SSM", call.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_what_is_set_and_nothing_else()
    {
        await using var service = await LoopbackService.StartAsync((_, _) => ServiceAnswer.Ok("{}"));
        using var client = Clients.Ssm(service);

        await client.SendCommandAsync(new SendCommandRequest
        {
            DocumentName = "Doc",
            DocumentVersion = "$DEFAULT",
            TimeoutSeconds = 600,
            Targets = [new Target { Key = "tag:role", Values = ["host"] }],
            Parameters = new() { ["Database"] = ["Users"], ["Command"] = ["migrate"] },
        });

        Assert.Equal(
            """{"Targets":[{"Key":"tag:role","Values":["host"]}],"DocumentName":"Doc","DocumentVersion":"$DEFAULT","TimeoutSeconds":600"""
                + ""","Parameters":{"Database":["Users"],"Command":["migrate"]}}""",
            Assert.Single(service.Calls).Body);
    }

    [Fact]
    public async Task Is_repeated_while_the_service_is_unavailable()
    {
        await using var service = await LoopbackService.StartAsync((_, earlier) => earlier < 2
            ? ServiceAnswer.Error(503, "ServiceUnavailableException")
            : ServiceAnswer.Ok("""{"Parameter":{"Name":"/p","Value":"v","Version":3,"LastModifiedDate":1763690000.5}}"""));
        using var client = Clients.Ssm(service);

        var parameter = (await client.GetParameterAsync(new GetParameterRequest { Name = "/p" })).Parameter;

        Assert.Equal(3, service.Calls.Count);
        Assert.Equal("v", parameter.Value);
        Assert.Equal(3, parameter.Version);
        Assert.Equal(new DateTime(2025, 11, 21, 1, 53, 20, 500, DateTimeKind.Utc), parameter.LastModifiedDate);
    }

    [Fact]
    public async Task Reads_every_state_of_a_command()
    {
        await using var service = await LoopbackService.StartAsync((call, _) => ServiceAnswer.Ok(call.Target == "AmazonSSM.ListCommands"
            ? """{"Commands":[{"CommandId":"c-1","Status":"InProgress","TargetCount":0,"Parameters":{"P":["Users"]}}],"NextToken":"n"}"""
            : """{"CommandId":"c-1","Status":"Failed","StatusDetails":"Failed","ResponseCode":1,"StandardErrorContent":"no"}"""));
        using var client = Clients.Ssm(service);

        var list = await client.ListCommandsAsync(new ListCommandsRequest
        {
            Filters = [new CommandFilter { Key = CommandFilterKey.Status, Value = "InProgress" }],
        });
        var invocation = await client.GetCommandInvocationAsync(new GetCommandInvocationRequest { CommandId = "c-1", InstanceId = "i-1" });

        Assert.Equal("""{"Filters":[{"key":"Status","value":"InProgress"}]}""", service.Calls[0].Body);
        Assert.Equal("n", list.NextToken);
        var command = Assert.Single(list.Commands);
        Assert.Equal(CommandStatus.InProgress, command.Status);
        Assert.Equal(0, command.TargetCount);
        Assert.Equal(["Users"], command.Parameters["P"]);
        Assert.Equal(CommandInvocationStatus.Failed, invocation.Status);
        Assert.Equal(1, invocation.ResponseCode);
        Assert.Equal("no", invocation.StandardErrorContent);
    }
}

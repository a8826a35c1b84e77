using System.Text.Json;
using Amazon.SimpleSystemsManagement.Model;
using Daybreak.Standins;

namespace Amazon.SimpleSystemsManagement.Internal;

/// <summary>Reads commands and their invocations.</summary>
internal static class CommandReader
{
    internal static Command Command(JsonElement command) => new()
    {
        CommandId = command.Text("CommandId"),
        DocumentName = command.Text("DocumentName"),
        DocumentVersion = command.Text("DocumentVersion"),
        Comment = command.Text("Comment"),
        ExpiresAfter = command.Time("ExpiresAfter"),
        Parameters = command.Lists("Parameters"),
        InstanceIds = command.Texts("InstanceIds"),
        Targets = command.List("Targets", static target => new Target { Key = target.Text("Key"), Values = target.Texts("Values") }),
        RequestedDateTime = command.Time("RequestedDateTime"),
        Status = command.Text("Status"),
        StatusDetails = command.Text("StatusDetails"),
        MaxConcurrency = command.Text("MaxConcurrency"),
        MaxErrors = command.Text("MaxErrors"),
        TargetCount = command.Int("TargetCount"),
        CompletedCount = command.Int("CompletedCount"),
        ErrorCount = command.Int("ErrorCount"),
        DeliveryTimedOutCount = command.Int("DeliveryTimedOutCount"),
        TimeoutSeconds = command.Int("TimeoutSeconds"),
    };

    internal static GetCommandInvocationResponse Invocation(JsonElement invocation) => new()
    {
        CommandId = invocation.Text("CommandId"),
        InstanceId = invocation.Text("InstanceId"),
        Comment = invocation.Text("Comment"),
        DocumentName = invocation.Text("DocumentName"),
        DocumentVersion = invocation.Text("DocumentVersion"),
        PluginName = invocation.Text("PluginName"),
        ResponseCode = invocation.Int("ResponseCode"),
        ExecutionStartDateTime = invocation.Text("ExecutionStartDateTime"),
        ExecutionElapsedTime = invocation.Text("ExecutionElapsedTime"),
        ExecutionEndDateTime = invocation.Text("ExecutionEndDateTime"),
        Status = invocation.Text("Status"),
        StatusDetails = invocation.Text("StatusDetails"),
        StandardOutputContent = invocation.Text("StandardOutputContent"),
        StandardOutputUrl = invocation.Text("StandardOutputUrl"),
        StandardErrorContent = invocation.Text("StandardErrorContent"),
        StandardErrorUrl = invocation.Text("StandardErrorUrl"),
    };
}

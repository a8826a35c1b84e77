using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using Daybreak.LocalCloud.Hosting;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>How SSM writes a command in its answers.</summary>
internal static class CommandAnswers
{
    public static JsonObject Command(Command command) => new()
    {
        ["CommandId"] = command.Id,
        ["DocumentName"] = command.Document.Name,
        ["DocumentVersion"] = command.DocumentVersion,
        ["Comment"] = command.Comment,
        ["ExpiresAfter"] = Wire.Seconds(command.StartBefore + command.Document.ExecutionTimeout(command.Parameters)),
        ["Parameters"] = Parameters(command),
        ["InstanceIds"] = command.InstanceIds.DeepClone(),
        ["Targets"] = command.Targets.DeepClone(),
        ["RequestedDateTime"] = Wire.Seconds(command.Requested),
        ["Status"] = command.Status.Name,
        ["StatusDetails"] = command.Status.Details,
        ["MaxConcurrency"] = command.MaxConcurrency,
        ["MaxErrors"] = command.MaxErrors,
        ["TargetCount"] = 1,
        ["CompletedCount"] = command.Status.IsFinal ? 1 : 0,
        ["ErrorCount"] = command.Status == CommandStatus.Failed ? 1 : 0,
        ["DeliveryTimedOutCount"] = command.Status == CommandStatus.DeliveryTimedOut ? 1 : 0,
        ["TimeoutSeconds"] = command.TimeoutSeconds,
        ["OutputS3BucketName"] = "",
        ["OutputS3KeyPrefix"] = "",
        ["CloudWatchOutputConfig"] = command.CloudWatchOutputConfig.DeepClone(),
    };

    public static JsonObject Invocation(Command command, bool details)
    {
        var invocation = new JsonObject
        {
            ["CommandId"] = command.Id,
            ["InstanceId"] = command.InstanceId,
            ["InstanceName"] = "localhost",
            ["Comment"] = command.Comment,
            ["DocumentName"] = command.Document.Name,
            ["DocumentVersion"] = command.DocumentVersion,
            ["RequestedDateTime"] = Wire.Seconds(command.Requested),
            ["Status"] = command.Status.Name,
            ["StatusDetails"] = command.Status.Details,
            ["StandardOutputUrl"] = "",
            ["StandardErrorUrl"] = "",
            ["CloudWatchOutputConfig"] = command.CloudWatchOutputConfig.DeepClone(),
            ["CommandPlugins"] = details ? new JsonArray(Plugin(command)) : [],
        };
        return invocation;
    }

    /// <summary>The answer of GetCommandInvocation, which has its times in ISO 8601 where the others have seconds.</summary>
    public static JsonObject Detailed(Command command) => new()
    {
        ["CommandId"] = command.Id,
        ["InstanceId"] = command.InstanceId,
        ["Comment"] = command.Comment,
        ["DocumentName"] = command.Document.Name,
        ["DocumentVersion"] = command.DocumentVersion,
        ["PluginName"] = command.Document.StepName,
        ["ResponseCode"] = command.ResponseCode,
        ["ExecutionStartDateTime"] = Iso(command.Started),
        ["ExecutionElapsedTime"] = command is { Started: { } started, Ended: { } ended } ? Duration(ended - started) : "",
        ["ExecutionEndDateTime"] = Iso(command.Ended),
        ["Status"] = command.Status.Name,
        ["StatusDetails"] = command.Status.Details,
        ["StandardOutputContent"] = command.StandardOutput,
        ["StandardOutputUrl"] = "",
        ["StandardErrorContent"] = command.StandardError,
        ["StandardErrorUrl"] = "",
        ["CloudWatchOutputConfig"] = command.CloudWatchOutputConfig.DeepClone(),
    };

    private static JsonObject Plugin(Command command)
    {
        var plugin = new JsonObject
        {
            ["Name"] = command.Document.StepName,
            ["Status"] = command.Status.Name,
            ["StatusDetails"] = command.Status.Details,
            ["ResponseCode"] = command.ResponseCode,
            ["Output"] = OutputText.Plugin(command.StandardOutput, command.StandardError),
        };
        if (command.Started is { } started)
        {
            plugin["ResponseStartDateTime"] = Wire.Seconds(started);
        }

        if (command.Ended is { } ended)
        {
            plugin["ResponseFinishDateTime"] = Wire.Seconds(ended);
        }

        return plugin;
    }

    private static JsonObject Parameters(Command command) =>
        new(command.Parameters.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)new JsonArray([.. p.Value.Select(v => (JsonNode)v)]))));

    private static string Duration(TimeSpan time) => XmlConvert.ToString(TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds)));

    private static string Iso(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "";
}

using Amazon.SimpleSystemsManagement.Model;
using Daybreak.TriggerFunction.Requests;

namespace Daybreak.TriggerFunction.Function;

/// <summary>The command of a request: nothing of it comes from the notification but the run id, which is a hash.</summary>
internal static class CommandRequest
{
    internal const string Command = "migrate";
    internal const string DocumentVersion = "$DEFAULT";

    // SSM's limit.
    private const int LongestComment = 100;

    internal static SendCommandRequest Of(MigrationRequest request, TriggerSettings settings) => new()
    {
        DocumentName = settings.Document,
        DocumentVersion = DocumentVersion,
        Targets = [new Target { Key = settings.HostTag.TargetKey, Values = [settings.HostTag.Value] }],
        Parameters = new Dictionary<string, List<string>>
        {
            ["Database"] = [request.Database],
            ["Command"] = [Command],
            ["RunId"] = [request.RunId],
        },
        TimeoutSeconds = settings.DeliveryTimeoutSeconds,
        MaxConcurrency = "1",
        MaxErrors = "0",
        Comment = Comment(request),
        CloudWatchOutputConfig = Output(settings.LogGroup),
    };

    private static CloudWatchOutputConfig? Output(string? logGroup) => logGroup is null
        ? null
        : new CloudWatchOutputConfig { CloudWatchLogGroupName = logGroup, CloudWatchOutputEnabled = true };

    private static string Comment(MigrationRequest request)
    {
        var comment = $"Daybreak {request.Database} {request.RunId}";
        return comment.Length <= LongestComment ? comment : comment[..LongestComment];
    }
}

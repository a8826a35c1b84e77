using System.Text;
using Daybreak.TriggerFunction.Requests;

namespace Daybreak.TriggerFunction.Function;

/// <summary>Says what was left undone, and how to do it by hand.</summary>
internal static class Failures
{
    /// <returns>Null when nothing was left undone.</returns>
    internal static string? Describe(IReadOnlyList<string> unknownBuckets, IReadOnlyList<SendOutcome> outcomes, TriggerSettings settings)
    {
        var text = new StringBuilder();
        foreach (var bucket in unknownBuckets)
        {
            text.Append(
                $"Bucket '{bucket}' belongs to no database. Add its database to the context 'databases' of the stack and deploy, ")
                .Append("or remove the bucket's notification.\n");
        }

        foreach (var outcome in outcomes.Where(outcome => outcome.Error is not null))
        {
            text.Append($"Database '{outcome.Request.Database}' got no command after {outcome.Attempts} attempt(s): {outcome.Error}\n")
                .Append($"  by hand: {CommandLine(outcome.Request, settings)}\n");
        }

        return text.Length == 0 ? null : text.ToString().TrimEnd();
    }

    /// <summary>The same command for the AWS command line; every part has been checked to need no quotes, except the version.</summary>
    internal static string CommandLine(MigrationRequest request, TriggerSettings settings)
        => $"aws ssm send-command --document-name {settings.Document} --document-version '{CommandRequest.DocumentVersion}'"
            + $" --targets Key={settings.HostTag.TargetKey},Values={settings.HostTag.Value}"
            + $" --parameters Database={request.Database},Command={CommandRequest.Command},RunId={request.RunId}"
            + $" --timeout-seconds {settings.DeliveryTimeoutSeconds} --max-concurrency 1 --max-errors 0"
            + (settings.LogGroup is { } logGroup
                ? $" --cloud-watch-output-config CloudWatchOutputEnabled=true,CloudWatchLogGroupName={logGroup}"
                : "");
}

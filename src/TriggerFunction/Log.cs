using System.Globalization;
using Amazon.Lambda.Core;
using Daybreak.TriggerFunction.Requests;

namespace Daybreak.TriggerFunction;

/// <summary>Every line that the function logs: an event, then name=value pairs that a log query can take apart.</summary>
internal static class Log
{
    internal static void NothingToDo(ILambdaLogger logger)
        => logger.LogInformation("event=NothingToDo reason=\"no records: S3's test event\"");

    internal static void Planned(ILambdaLogger logger, int records, MigrationPlan plan)
        => logger.LogInformation(Text(
            $"event=Planned records={records} ignored={plan.Ignored} unknown={plan.UnknownBuckets.Count} databases={plan.Requests.Count}"));

    internal static void Sent(ILambdaLogger logger, MigrationRequest request, string commandId, int attempt)
        => logger.LogInformation(Text(
            $"event=CommandSent database={request.Database} runId={request.RunId} commandId={commandId} attempt={attempt}"));

    internal static void Waiting(ILambdaLogger logger, MigrationRequest request, int attempt, string error, TimeSpan delay)
    {
        var wait = Text($"{delay.TotalSeconds:0.0}s");
        logger.LogWarning(Text(
            $"event=CommandDelayed database={request.Database} runId={request.RunId} attempt={attempt} wait={wait} error=\"{error}\""));
    }

    internal static void NotSent(ILambdaLogger logger, MigrationRequest request, int attempts, string error)
        => logger.LogError(Text(
            $"event=CommandNotSent database={request.Database} runId={request.RunId} attempts={attempts} error=\"{error}\""));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using Amazon.Lambda.Core;
using Amazon.Lambda.S3Events;
using Daybreak.TriggerFunction.Requests;

namespace Daybreak.TriggerFunction.Function;

/// <summary>Takes a notification, and sends one command for each database that it concerns.</summary>
internal sealed class FunctionHandler(CommandSender sender, TriggerSettings settings)
{
    /// <exception cref="TriggerException">Something was left undone; everything else of the event was done.</exception>
    internal async Task HandleAsync(S3Event? notification, ILambdaContext context)
    {
        if (notification?.Records is not { Count: > 0 } records)
        {
            Log.NothingToDo(context.Logger);
            return;
        }

        var plan = MigrationPlan.Of(records, settings);
        Log.Planned(context.Logger, records.Count, plan);
        var outcomes = await sender.SendAsync(plan.Requests, context);
        if (Failures.Describe(plan.UnknownBuckets, outcomes, settings) is { } message)
        {
            throw new TriggerException(message);
        }
    }
}

using System.Text.Json;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>Publishes one event per run on the default event bus.</summary>
internal sealed class RunEventPublisher(IAmazonEventBridge events, RunLog log, TimeProvider time)
{
    private const string Source = "daybreak";
    private const int Attempts = 3;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Publishes the event of a record; what goes wrong is a warning.</summary>
    /// <param name="record">The record.</param>
    /// <param name="location">Where the record is; null when it could not be written.</param>
    public Task PublishAsync(RunRecord record, string? location) => PublishAsync(Entry(record, location));

    /// <summary>Publishes the one event of a fleet; what goes wrong is a warning.</summary>
    /// <param name="record">The record.</param>
    /// <param name="location">Where the record is; null when it could not be written.</param>
    public Task PublishAsync(FleetRecord record, string? location) => PublishAsync(Entry(record, location));

    private async Task PublishAsync(PutEventsRequestEntry entry)
    {
        var request = new PutEventsRequest { Entries = [entry] };
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            // An entry may be refused though the call is answered with 200, which the SDK does not try again.
            for (var attempt = 1; await RefusalAsync(request, timeout.Token) is { } refusal; attempt++)
            {
                if (attempt == Attempts || refusal.ErrorCode is not ("ThrottlingException" or "InternalFailure" or "InternalException"))
                {
                    log.Warning($"The run's event was refused: {refusal.ErrorCode}: {refusal.ErrorMessage}");
                    return;
                }

                await Task.Delay(Pause * attempt, time, timeout.Token);
            }
        }
        catch (Exception e) when (AwsFailure.Is(e) || e is OperationCanceledException)
        {
            log.Warning($"The run's event could not be published: {e.Message}");
        }
    }

    private async Task<PutEventsResultEntry?> RefusalAsync(PutEventsRequest request, CancellationToken cancellationToken)
    {
        var response = await events.PutEventsAsync(request, cancellationToken);
        return response.FailedEntryCount > 0 ? response.Entries[0] : null;
    }

    /// <summary>The event of a record.</summary>
    public static PutEventsRequestEntry Entry(RunRecord record, string? location)
    {
        var summary = RunSummary.Of(record, location);
        var detail = new RunEventDetail(
            record.RunId,
            record.Stage,
            record.Database,
            record.Command,
            record.Outcome,
            summary.Applied,
            record.VersionBefore,
            record.VersionAfter,
            record.CoveredBy,
            summary.Error,
            (long)((record.FinishedAt ?? record.StartedAt) - record.StartedAt).TotalMilliseconds,
            record.Steps.Where(step => step.Name == "queue").Sum(step => step.Milliseconds),
            location);
        return Entry(detail);
    }

    /// <summary>The event of a fleet's record.</summary>
    public static PutEventsRequestEntry Entry(FleetRecord record, string? location) => Entry(new RunEventDetail(
        record.RunId,
        record.Stage,
        record.Database,
        record.Command,
        record.Outcome,
        record.Applied,
        null,
        null,
        record.CoveredBy,
        record.Error,
        (long)(record.FinishedAt - record.StartedAt).TotalMilliseconds,
        0,
        location,
        record.Counts));

    private static PutEventsRequestEntry Entry(RunEventDetail detail) => new()
    {
        Source = Source,
        DetailType = DetailType(detail.Outcome),
        Detail = JsonSerializer.Serialize(detail, RunRecordJson.OneLine.RunEventDetail),
        Resources = [],
    };

    // An incomplete run has failed to do what it was asked for; its detail says so more precisely.
    private static string DetailType(string outcome) =>
        outcome == RunOutcome.Succeeded.Name() ? "Daybreak Run Succeeded"
        : outcome == RunOutcome.Covered.Name() ? "Daybreak Run Covered"
        : "Daybreak Run Failed";
}

using System.Text.Json;
using Amazon.EventBridge.Model;
using Amazon.Runtime.Internal;
using Daybreak.Standins;

namespace Amazon.EventBridge.Internal;

/// <summary>The operations in the service's wire form.</summary>
internal static class EventBridgeProtocol
{
    internal static readonly InvokeOptions PutEvents = JsonOperation.Of<PutEventsRequest, PutEventsResponse>(
        AmazonEventBridgeConfig.Service,
        "PutEvents",
        static (writer, request) => writer.Member("Entries", request.Entries, WriteEntry),
        static response => new PutEventsResponse
        {
            Entries = response.List("Entries", ReadEntry),
            FailedEntryCount = response.Int("FailedEntryCount"),
        },
        EventBridgeErrors.Exception);

    private static void WriteEntry(Utf8JsonWriter writer, PutEventsRequestEntry entry)
    {
        writer.WriteStartObject();
        writer.Member("Time", entry.Time);
        writer.Member("Source", entry.Source);
        writer.Member("Resources", entry.Resources);
        writer.Member("DetailType", entry.DetailType);
        writer.Member("Detail", entry.Detail);
        writer.Member("EventBusName", entry.EventBusName);
        writer.Member("TraceHeader", entry.TraceHeader);
        writer.WriteEndObject();
    }

    private static PutEventsResultEntry ReadEntry(JsonElement entry) => new()
    {
        ErrorCode = entry.Text("ErrorCode"),
        ErrorMessage = entry.Text("ErrorMessage"),
        EventId = entry.Text("EventId"),
    };
}

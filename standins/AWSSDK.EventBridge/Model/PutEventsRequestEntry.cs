namespace Amazon.EventBridge.Model;

/// <summary>An event to put on a bus.</summary>
public partial class PutEventsRequestEntry
{
    public string Detail { get; set; }

    public string DetailType { get; set; }

    public string EventBusName { get; set; }

    public List<string> Resources { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string Source { get; set; }

    public DateTime? Time { get; set; }

    public string TraceHeader { get; set; }
}

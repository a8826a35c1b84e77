namespace Amazon.EventBridge.Model;

/// <summary>A <c>PutEvents</c>.</summary>
public partial class PutEventsRequest : AmazonEventBridgeRequest
{
    public List<PutEventsRequestEntry> Entries { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

namespace Amazon.EventBridge.Model;

/// <summary>The id of an accepted event, or why it was not accepted.</summary>
public partial class PutEventsResultEntry
{
    public string ErrorCode { get; set; }

    public string ErrorMessage { get; set; }

    public string EventId { get; set; }
}

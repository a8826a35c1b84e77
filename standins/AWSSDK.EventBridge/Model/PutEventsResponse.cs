using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>What became of each event; a failed entry does not fail the call.</summary>
public partial class PutEventsResponse : AmazonWebServiceResponse
{
    public List<PutEventsResultEntry> Entries { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? FailedEntryCount { get; set; }
}

using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>What every request of the service derives from.</summary>
public partial class AmazonEventBridgeRequest : AmazonWebServiceRequest;

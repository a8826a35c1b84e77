using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>What every request of the service derives from.</summary>
public partial class AmazonSimpleSystemsManagementRequest : AmazonWebServiceRequest;

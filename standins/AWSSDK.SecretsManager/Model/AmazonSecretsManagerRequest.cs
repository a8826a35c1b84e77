using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

/// <summary>What every request of the service derives from.</summary>
public partial class AmazonSecretsManagerRequest : AmazonWebServiceRequest;

using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The command that was accepted.</summary>
public partial class SendCommandResponse : AmazonWebServiceResponse
{
    public Command Command { get; set; }
}

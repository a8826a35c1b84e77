using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>Commands, newest first.</summary>
public partial class ListCommandsResponse : AmazonWebServiceResponse
{
    public List<Command> Commands { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string NextToken { get; set; }
}

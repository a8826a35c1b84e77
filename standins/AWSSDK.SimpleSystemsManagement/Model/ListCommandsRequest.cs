namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A <c>ListCommands</c>.</summary>
public partial class ListCommandsRequest : AmazonSimpleSystemsManagementRequest
{
    public string CommandId { get; set; }

    public string InstanceId { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public List<CommandFilter> Filters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

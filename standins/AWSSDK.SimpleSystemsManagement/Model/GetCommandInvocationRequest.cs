namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A <c>GetCommandInvocation</c>: how a command went on one host.</summary>
public partial class GetCommandInvocationRequest : AmazonSimpleSystemsManagementRequest
{
    public string CommandId { get; set; }

    public string InstanceId { get; set; }

    public string PluginName { get; set; }
}

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A <c>GetParameter</c>.</summary>
public partial class GetParameterRequest : AmazonSimpleSystemsManagementRequest
{
    public string Name { get; set; }

    public bool? WithDecryption { get; set; }
}

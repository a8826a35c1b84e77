namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A page of <c>GetParametersByPath</c>.</summary>
public partial class GetParametersByPathRequest : AmazonSimpleSystemsManagementRequest
{
    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string Path { get; set; }

    public bool? Recursive { get; set; }

    public bool? WithDecryption { get; set; }
}

using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The parameters of a page.</summary>
public partial class GetParametersByPathResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<Parameter> Parameters { get; set; }
}

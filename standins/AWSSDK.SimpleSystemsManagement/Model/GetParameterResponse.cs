using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The parameter.</summary>
public partial class GetParameterResponse : AmazonWebServiceResponse
{
    public Parameter Parameter { get; set; }
}

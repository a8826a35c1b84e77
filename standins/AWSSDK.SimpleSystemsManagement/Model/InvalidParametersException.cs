using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service answered <c>InvalidParameters</c>.</summary>
public partial class InvalidParametersException : AmazonSimpleSystemsManagementException
{
    public InvalidParametersException(string message)
        : base(message)
    {
    }

    public InvalidParametersException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

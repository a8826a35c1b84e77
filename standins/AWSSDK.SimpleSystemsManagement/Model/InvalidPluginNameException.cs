using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service answered <c>InvalidPluginName</c>.</summary>
public partial class InvalidPluginNameException : AmazonSimpleSystemsManagementException
{
    public InvalidPluginNameException(string message)
        : base(message)
    {
    }

    public InvalidPluginNameException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

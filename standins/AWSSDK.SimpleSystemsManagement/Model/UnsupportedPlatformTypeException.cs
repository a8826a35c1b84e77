using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service answered <c>UnsupportedPlatformType</c>.</summary>
public partial class UnsupportedPlatformTypeException : AmazonSimpleSystemsManagementException
{
    public UnsupportedPlatformTypeException(string message)
        : base(message)
    {
    }

    public UnsupportedPlatformTypeException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

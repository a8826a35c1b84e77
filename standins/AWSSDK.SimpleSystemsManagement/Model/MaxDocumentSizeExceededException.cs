using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service answered <c>MaxDocumentSizeExceeded</c>.</summary>
public partial class MaxDocumentSizeExceededException : AmazonSimpleSystemsManagementException
{
    public MaxDocumentSizeExceededException(string message)
        : base(message)
    {
    }

    public MaxDocumentSizeExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service answered <c>InvalidDocument</c>.</summary>
public partial class InvalidDocumentException : AmazonSimpleSystemsManagementException
{
    public InvalidDocumentException(string message)
        : base(message)
    {
    }

    public InvalidDocumentException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

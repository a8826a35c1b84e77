using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service answered <c>InvalidDocumentVersion</c>.</summary>
public partial class InvalidDocumentVersionException : AmazonSimpleSystemsManagementException
{
    public InvalidDocumentVersionException(string message)
        : base(message)
    {
    }

    public InvalidDocumentVersionException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service answered <c>DuplicateInstanceId</c>.</summary>
public partial class DuplicateInstanceIdException : AmazonSimpleSystemsManagementException
{
    public DuplicateInstanceIdException(string message)
        : base(message)
    {
    }

    public DuplicateInstanceIdException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

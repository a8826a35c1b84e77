using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service answered <c>InvalidInstanceId</c>.</summary>
public partial class InvalidInstanceIdException : AmazonSimpleSystemsManagementException
{
    public InvalidInstanceIdException(string message)
        : base(message)
    {
    }

    public InvalidInstanceIdException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service answered <c>InvalidCommandId</c>.</summary>
public partial class InvalidCommandIdException : AmazonSimpleSystemsManagementException
{
    public InvalidCommandIdException(string message)
        : base(message)
    {
    }

    public InvalidCommandIdException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

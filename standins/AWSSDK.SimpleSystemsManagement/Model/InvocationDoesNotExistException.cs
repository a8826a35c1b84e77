using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service answered <c>InvocationDoesNotExist</c>.</summary>
public partial class InvocationDoesNotExistException : AmazonSimpleSystemsManagementException
{
    public InvocationDoesNotExistException(string message)
        : base(message)
    {
    }

    public InvocationDoesNotExistException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

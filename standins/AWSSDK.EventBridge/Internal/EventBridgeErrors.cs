using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.EventBridge.Model;

namespace Amazon.EventBridge.Internal;

/// <summary>The service's error codes and the exceptions they become.</summary>
internal static class EventBridgeErrors
{
    internal static AmazonServiceException Exception(ErrorResponse response)
        => Exception(response.Code, response.Message, response.InnerException, response.Type, response.RequestId, response.StatusCode);

    private static AmazonEventBridgeException Exception(
        string code, string message, Exception inner, ErrorType type, string id, HttpStatusCode status) => code switch
        {
            "InternalException" => new InternalException(message, inner, type, code, id, status),
            _ => new AmazonEventBridgeException(message, inner, type, code, id, status),
        };
}

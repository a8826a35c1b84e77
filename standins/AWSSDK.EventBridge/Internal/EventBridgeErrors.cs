using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.EventBridge.Model;

namespace Amazon.EventBridge.Internal;

/// <summary>The service's error codes and the exceptions they become.</summary>
internal static class EventBridgeErrors
{
    internal static AmazonServiceException Exception(ErrorResponse e) => e.Code switch
    {
        "InternalException" => new InternalException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        _ => new AmazonEventBridgeException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
    };
}

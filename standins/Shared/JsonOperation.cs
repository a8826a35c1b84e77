using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Daybreak.Standins;

/// <summary>An operation of a service: its name, how its request is written and how its response is read.</summary>
internal static class JsonOperation
{
    internal static InvokeOptions Of<TRequest, TResponse>(
        JsonService service,
        string name,
        Action<Utf8JsonWriter, TRequest> request,
        Func<JsonElement, TResponse> response,
        Func<ErrorResponse, AmazonServiceException> error)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
        => new()
        {
            RequestMarshaller = new JsonRequestMarshaller<TRequest>(service, name, request),
            ResponseUnmarshaller = new JsonReplyUnmarshaller<TResponse>(response, error),
        };
}

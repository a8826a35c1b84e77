using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Daybreak.Standins;

/// <summary>Reads one operation's response; errors become the exception that the service names.</summary>
internal sealed class JsonReplyUnmarshaller<TResponse>(
    Func<JsonElement, TResponse> members, Func<ErrorResponse, AmazonServiceException> error)
    : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var document = JsonDocument.Parse(input.Stream);
        return members(document.RootElement);
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var response = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        response.InnerException = innerException;
        response.StatusCode = statusCode;
        return error(response);
    }
}

using System.Buffers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Daybreak.Standins;

/// <summary>Writes one operation's request as AWS JSON 1.1.</summary>
internal sealed class JsonRequestMarshaller<TRequest>(JsonService service, string operation, Action<Utf8JsonWriter, TRequest> members)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    private readonly string _target = $"{service.TargetPrefix}.{operation}";

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.RequestName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Body((TRequest)input),
        };
        request.Headers["X-Amz-Target"] = _target;
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        return request;
    }

    private byte[] Body(TRequest input)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer, input);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}

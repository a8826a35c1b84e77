using System.Buffers;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Internal;

/// <summary>An exception as the Runtime API wants it: <c>errorMessage</c>, <c>errorType</c>, <c>stackTrace</c>, <c>cause</c>.</summary>
internal static class ErrorBody
{
    // The API takes 6 MB, but the error ends up in records of 256 KB; the message matters most.
    private const int MessageLimit = 128 * 1024;
    private const int FrameLimit = 100;
    private const int CauseLimit = 8;

    internal static byte[] Of(Exception error)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, error, CauseLimit);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, Exception error, int causes)
    {
        writer.WriteStartObject();
        writer.WriteString("errorMessage", error.Message.Length > MessageLimit ? error.Message[..MessageLimit] : error.Message);
        writer.WriteString("errorType", error.GetType().Name);
        writer.WriteStartArray("stackTrace");
        foreach (var frame in (error.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(FrameLimit))
        {
            writer.WriteStringValue(frame.AsSpan().Trim());
        }

        writer.WriteEndArray();
        if (error.InnerException is { } cause && causes > 0)
        {
            writer.WritePropertyName("cause");
            Write(writer, cause, causes - 1);
        }

        writer.WriteEndObject();
    }
}

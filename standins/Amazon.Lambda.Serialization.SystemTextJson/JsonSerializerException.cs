namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>The event is not JSON of the handler's input, or the result is not to be written as JSON.</summary>
public class JsonSerializerException : Exception
{
    public JsonSerializerException(string message)
        : base(message)
    {
    }

    public JsonSerializerException(string message, Exception exception)
        : base(message, exception)
    {
    }
}

namespace Amazon.Lambda.Core;

/// <summary>Turns the event's JSON into the handler's input, and its result into JSON.</summary>
public interface ILambdaSerializer
{
    public T Deserialize<T>(Stream requestStream);

    public void Serialize<T>(T response, Stream responseStream);
}

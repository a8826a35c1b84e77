namespace Amazon.Lambda.Core;

/// <summary>The log where there is no context at hand.</summary>
public static class LambdaLogger
{
    public static void Log(string message) => Console.WriteLine(message);
}

namespace Amazon.Lambda.Core;

/// <summary>What a function knows of its invocation.</summary>
public interface ILambdaContext
{
    public string AwsRequestId { get; }

    /// <summary>Null unless a mobile client invoked the function.</summary>
    public IClientContext ClientContext { get; }

    public string FunctionName { get; }

    public string FunctionVersion { get; }

    /// <summary>Null unless a Cognito identity invoked the function.</summary>
    public ICognitoIdentity Identity { get; }

    public string InvokedFunctionArn { get; }

    public ILambdaLogger Logger { get; }

    public string LogGroupName { get; }

    public string LogStreamName { get; }

    public int MemoryLimitInMB { get; }

    /// <summary>Until the invocation is ended from outside.</summary>
    public TimeSpan RemainingTime { get; }

    public string TraceId => string.Empty;
}

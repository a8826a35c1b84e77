using System.Globalization;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Internal;

/// <summary>The context of one invocation: its headers, and the environment that Lambda sets once.</summary>
internal sealed class LambdaContext(TimeProvider clock) : ILambdaContext
{
    private ConsoleLogger _logger;

    public string AwsRequestId { get; init; }

    public string InvokedFunctionArn { get; init; }

    public string TraceId { get; init; }

    internal DateTimeOffset Deadline { get; init; }

    // Mobile clients do not invoke functions of ours.
    public IClientContext ClientContext => null;

    public ICognitoIdentity Identity => null;

    public string FunctionName => Variable("AWS_LAMBDA_FUNCTION_NAME");

    public string FunctionVersion => Variable("AWS_LAMBDA_FUNCTION_VERSION");

    public string LogGroupName => Variable("AWS_LAMBDA_LOG_GROUP_NAME");

    public string LogStreamName => Variable("AWS_LAMBDA_LOG_STREAM_NAME");

    public int MemoryLimitInMB
        => int.TryParse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), CultureInfo.InvariantCulture, out var megabytes) ? megabytes : 0;

    public ILambdaLogger Logger => _logger ??= new ConsoleLogger(AwsRequestId);

    public TimeSpan RemainingTime => Deadline - clock.GetUtcNow();

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name);
}

using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Daybreak.HostAgent.Run;

/// <summary>
/// Lets the SDK try again after every 429. It tells throttling by the services' own error codes, and takes a 429 with any other, as a
/// proxy or an S3 of somebody else's answers, for final.
/// </summary>
internal sealed class TooManyRequestsHandler : PipelineHandler, IRuntimePipelineCustomizer
{
    // One of those that the SDK knows.
    private const string Throttling = "TooManyRequestsException";

    /// <inheritdoc/>
    public string UniqueName => nameof(TooManyRequestsHandler);

    /// <summary>Has the pipelines of all clients that are made from now on use it.</summary>
    public static void Register() => RuntimePipelineCustomizerRegistry.Instance.Register(new TooManyRequestsHandler());

    /// <inheritdoc/>
    public void Customize(Type type, RuntimePipeline pipeline) => pipeline.AddHandlerAfter<RetryHandler>(new TooManyRequestsHandler());

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            return await base.InvokeAsync<T>(executionContext);
        }
        catch (AmazonServiceException e) when (e.StatusCode == HttpStatusCode.TooManyRequests)
        {
            e.ErrorCode = Throttling;
            throw;
        }
    }
}

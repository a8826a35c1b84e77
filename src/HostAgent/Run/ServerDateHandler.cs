using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Daybreak.HostAgent.Run;

/// <summary>
/// Keeps the Date header of an answer in its metadata, where the SDK keeps the id of the request: only it tells the service's clock.
/// </summary>
internal sealed class ServerDateHandler : PipelineHandler, IRuntimePipelineCustomizer
{
    /// <summary>The header, and its name in <see cref="ResponseMetadata.Metadata"/>.</summary>
    public const string Date = "Date";

    /// <inheritdoc/>
    public string UniqueName => nameof(ServerDateHandler);

    /// <summary>Has the pipelines of all clients that are made from now on use it.</summary>
    public static void Register() => RuntimePipelineCustomizerRegistry.Instance.Register(new ServerDateHandler());

    /// <inheritdoc/>
    public void Customize(Type type, RuntimePipeline pipeline) => pipeline.AddHandlerAfter<RetryHandler>(new ServerDateHandler());

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var response = await base.InvokeAsync<T>(executionContext);
        if (response.ResponseMetadata is { } metadata && executionContext.ResponseContext.HttpResponse?.GetHeaderValue(Date) is { Length: > 0 } date)
        {
            metadata.Metadata[Date] = date;
        }

        return response;
    }
}

using System.Diagnostics.CodeAnalysis;
using Amazon.Lambda.RuntimeSupport.Internal;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The loop of a Lambda runtime: next invocation, handler, response or error.</summary>
public class LambdaBootstrap : IDisposable
{
    private const string TraceIdVariable = "_X_AMZN_TRACE_ID";

    private readonly InvocationHandler _handler;
    private readonly LambdaBootstrapInitializer _initializer;
    private readonly MemoryStream _output = new();
    private RuntimeApiClient _api;

    internal LambdaBootstrap(InvocationHandler handler, LambdaBootstrapInitializer initializer)
    {
        _handler = handler;
        _initializer = initializer;
    }

    /// <summary>Runs until cancelled. An error of the initializer is reported, then thrown; one of the Runtime API is thrown.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        _api = RuntimeApiClient.FromEnvironment();
        if (_initializer is not null && !await InitializeAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await InvokeOnceAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Cancellation is the way to end the loop.
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _api?.Dispose();
            _output.Dispose();
        }
    }

    private async Task<bool> InitializeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _initializer().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ConsoleLogger.Write(requestId: null, "fail", e.ToString());
            await _api.ReportInitializationErrorAsync(e, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Any error of a handler is that invocation's result; the next one follows.")]
    private async Task InvokeOnceAsync(CancellationToken cancellationToken)
    {
        var (body, context) = await _api.NextAsync(cancellationToken).ConfigureAwait(false);
        await using var input = body.ConfigureAwait(false);
        Environment.SetEnvironmentVariable(TraceIdVariable, context.TraceId);
        _output.SetLength(0);
        try
        {
            await _handler(body, context, _output).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ConsoleLogger.Write(context.AwsRequestId, "fail", e.ToString());
            await _api.ReportErrorAsync(context.AwsRequestId, e, cancellationToken).ConfigureAwait(false);
            return;
        }

        await _api.RespondAsync(context.AwsRequestId, _output, cancellationToken).ConfigureAwait(false);
    }
}

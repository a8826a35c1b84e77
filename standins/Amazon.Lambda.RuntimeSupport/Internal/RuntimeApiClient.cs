using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport.Internal;

/// <summary>The Lambda Runtime API, version 2018-06-01.</summary>
internal sealed class RuntimeApiClient(string address, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = Client();
    private readonly string _invocation = $"http://{address}/2018-06-01/runtime/invocation/";
    private readonly Uri _next = new($"http://{address}/2018-06-01/runtime/invocation/next");
    private readonly Uri _initError = new($"http://{address}/2018-06-01/runtime/init/error");

    internal static RuntimeApiClient FromEnvironment()
        => Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is { Length: > 0 } address
            ? new RuntimeApiClient(address.TrimEnd('/'), TimeProvider.System)
            : throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set: this program is started by Lambda.");

    /// <summary>Waits, however long, for the next invocation.</summary>
    internal async Task<(Stream Body, LambdaContext Context)> NextAsync(CancellationToken cancellationToken)
    {
        var response = await _http.GetAsync(_next, cancellationToken).ConfigureAwait(false);
        await RequireSuccessAsync(response, "next", cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return (body, new LambdaContext(clock)
        {
            AwsRequestId = Header(response, "Lambda-Runtime-Aws-Request-Id"),
            InvokedFunctionArn = Header(response, "Lambda-Runtime-Invoked-Function-Arn"),
            TraceId = Header(response, "Lambda-Runtime-Trace-Id"),
            Deadline = long.TryParse(Header(response, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture, out var milliseconds)
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : DateTimeOffset.MaxValue,
        });
    }

    internal async Task RespondAsync(string requestId, MemoryStream output, CancellationToken cancellationToken)
    {
        output.TryGetBuffer(out var bytes);
        using var content = new ByteArrayContent(bytes.Array, bytes.Offset, (int)output.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await PostAsync(new Uri($"{_invocation}{requestId}/response"), content, cancellationToken).ConfigureAwait(false);
    }

    internal Task ReportErrorAsync(string requestId, Exception error, CancellationToken cancellationToken)
        => PostErrorAsync(new Uri($"{_invocation}{requestId}/error"), error, cancellationToken);

    internal Task ReportInitializationErrorAsync(Exception error, CancellationToken cancellationToken)
        => PostErrorAsync(_initError, error, cancellationToken);

    public void Dispose() => _http.Dispose();

    // The API is on the machine itself: no proxy, no redirection, no cookies; `next` may take as long as it likes.
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handler.")]
    private static HttpClient Client()
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private async Task PostErrorAsync(Uri url, Exception error, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(ErrorBody.Of(error));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.aws.lambda.error+json");
        content.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", error.GetType().Name);
        await PostAsync(url, content, cancellationToken).ConfigureAwait(false);
    }

    private async Task PostAsync(Uri url, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await RequireSuccessAsync(response, url.Segments[^1], cancellationToken).ConfigureAwait(false);
    }

    private static async Task RequireSuccessAsync(HttpResponseMessage response, string call, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw new HttpRequestException($"The Lambda Runtime API refused '{call}' with status {(int)response.StatusCode}: {text}");
        }
    }

    private static string Header(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out var values) ? string.Concat(values) : null;
}

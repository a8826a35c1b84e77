using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Threading.Channels;
using Daybreak.LocalCloud.S3.Operations;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;
using Daybreak.LocalCloud.S3.Xml;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Daybreak.LocalCloud.S3;

/// <summary>
/// Amazon S3 on this machine: its protocol, its errors, its versions, durable in one directory. Signatures are not verified: whoever
/// carries
/// credentials, whatever they are, is let in; whoever carries none is refused, and so is every host name but this machine's. What is not
/// implemented is refused with S3's own error, never passed over. It belongs on the loopback interface only.
/// </summary>
internal sealed class S3Service : IAsyncDisposable
{
    private readonly Channel<ObjectCreated> _created = Channel.CreateUnbounded<ObjectCreated>();
    private readonly S3Store _store;
    private readonly BucketOperations _buckets;
    private readonly RouteTable _routes;
    private readonly TimeProvider _time;
    private readonly ILogger<S3Service> _logger;
    private bool _disposed;

    /// <summary>Loads what the directory holds.</summary>
    /// <exception cref="IOException">The directory cannot be used, or another process uses it.</exception>
    /// <exception cref="InvalidDataException">A journal is damaged.</exception>
    public S3Service(S3Options options, TimeProvider time, ILogger<S3Service> logger)
    {
        _time = time;
        _logger = logger;
        _store = new S3Store(options.Directory, time, logger);
        _buckets = new BucketOperations(_store, options.Region);
        var writer = new ObjectWriter(_store, time, _created.Writer);
        _routes = new RouteTable(
            _buckets,
            new ListOperations(_store),
            new ReadOperations(_store),
            new WriteOperations(_store, writer),
            new DeleteOperations(_store, time),
            new MultipartOperations(_store, writer),
            new PartListOperations(_store),
            new TaggingOperations(_store));
    }

    /// <summary>Faults to order; none by default.</summary>
    public S3Faults Faults { get; } = new();

    /// <summary>Every object version written, after it has become durable; completed when the service is disposed.</summary>
    public ChannelReader<ObjectCreated> ObjectsCreated => _created.Reader;

    /// <summary>
    /// Creates a bucket unless it exists, and turns its versioning on where <paramref name="versioned"/>; it never turns it off.
    /// </summary>
    /// <exception cref="S3Exception">InvalidBucketName.</exception>
    public Task EnsureBucketAsync(string name, bool versioned, CancellationToken cancellationToken) =>
        _buckets.EnsureAsync(name, versioned, cancellationToken);

    /// <summary>The names of the buckets, sorted.</summary>
    public Task<IReadOnlyList<string>> ListBucketsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<string>>([.. _store.Buckets.Select(bucket => bucket.Name)]);
    }

    /// <summary>Answers one request.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types",
        Justification = "Whatever went wrong, the client gets S3's InternalError, and retries as it does with S3.")]
    public async Task HandleAsync(HttpContext context)
    {
        var requestId = RandomNumberGenerator.GetHexString(16);
        var hostId = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
        context.Response.Headers["x-amz-request-id"] = requestId;
        context.Response.Headers["x-amz-id-2"] = hostId;
        context.Response.Headers.Server = "AmazonS3";
        S3Error? error = null;
        try
        {
            await ServeAsync(context, requestId);
        }
        catch (S3Exception exception)
        {
            error = exception.Error;
        }
        catch (BadHttpRequestException)
        {
            error = S3Errors.IncompleteBody().Error;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            S3Log.Failed(_logger, exception, context.Request.Method, PathOf(context), requestId);
            error = S3Errors.InternalError;
        }

        await AnswerErrorAsync(context, error, requestId, hostId);
        S3Log.Answered(_logger, context.Request.Method, PathOf(context), context.Response.StatusCode, requestId);
    }

    /// <summary>Waits for writes under way and closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        _created.Writer.TryComplete();
        await _store.DisposeAsync();
    }

    private static string TargetOf(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>For the log: still encoded, so that a key cannot forge a line, and without the query, which may hold a signature.</summary>
    private static string PathOf(HttpContext context) => TargetOf(context).Split('?')[0];

    private static async Task AnswerErrorAsync(HttpContext context, S3Error? error, string requestId, string hostId)
    {
        if (error is null)
        {
            return;
        }

        if (context.Response.HasStarted)
        {
            // Too late for an error: cut the connection, so that the client does not take a part for the whole.
            context.Abort();
            return;
        }

        await XmlAnswer.WriteErrorAsync(context, error, requestId, hostId);
    }

    private async Task ServeAsync(HttpContext context, string requestId)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var target = RequestTarget.Parse(context.Request.Host.Host, TargetOf(context));
        var request = new S3Request(context, target, requestId);
        RequestAuthentication.Demand(request, _time.GetUtcNow());
        if (Faults.Decide?.Invoke(context.Request) is { } fault)
        {
            await Task.Delay(fault.Delay, _time, context.RequestAborted);
            if (fault.Error is { } error)
            {
                throw new S3Exception(error);
            }
        }

        await _routes.Find(request).Handle(request);
    }
}

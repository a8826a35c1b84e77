using System.Buffers;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>GetObject and HeadObject.</summary>
internal sealed class ReadOperations(S3Store store)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>The query parameters that replace a header of the answer.</summary>
    public static IReadOnlyDictionary<string, string> Overrides { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["response-content-type"] = "Content-Type",
        ["response-content-language"] = "Content-Language",
        ["response-expires"] = "Expires",
        ["response-cache-control"] = "Cache-Control",
        ["response-content-disposition"] = "Content-Disposition",
        ["response-content-encoding"] = "Content-Encoding",
    };

    public Task HeadAsync(S3Request request)
    {
        var state = store.Require(request.Bucket).State;
        var version = ObjectLookup.Require(state, request.Key, request.Parameter("versionId"));
        Answer(request, state, version);
        return Task.CompletedTask;
    }

    public async Task GetAsync(S3Request request)
    {
        var (state, version, data) = Open(request);
        await using (data)
        {
            if (Answer(request, state, version) is { } range)
            {
                data.Seek(range.Offset, SeekOrigin.Begin);
                await CopyAsync(data, request, range.Length);
            }
        }
    }

    /// <summary>Writes the status and headers.</summary>
    /// <returns>What of the data is to follow; null for nothing.</returns>
    private static ByteRange? Answer(S3Request request, BucketState state, ObjectVersion version)
    {
        var response = request.Http.Response;
        var unchanged = Preconditions.IsUnchanged(request, version);
        response.Headers.ETag = $"\"{version.ETag}\"";
        response.Headers.LastModified = S3Time.Header(version.LastModified);
        request.SetHeader("x-amz-version-id", ObjectLookup.VisibleVersion(state, version));
        if (unchanged)
        {
            response.StatusCode = 304;
            return null;
        }

        var partNumber = request.Number("partNumber", 0, 1, MultipartOperations.MaximumPartNumber);
        var range = partNumber > 0 ? ByteRange.OfPart(version, partNumber) : ByteRange.Parse(request.Header("Range"), version.Size);
        response.Headers.AcceptRanges = "bytes";
        WriteAttributes(request, version);
        if (partNumber > 0 && version.PartSizes is { } sizes)
        {
            response.Headers["x-amz-mp-parts-count"] = $"{sizes.Count}";
        }

        if (range is null || range.Length == 0)
        {
            WriteChecksum(request, version);
            response.ContentLength = version.Size;
            return new ByteRange(0, version.Size);
        }

        response.StatusCode = 206;
        response.ContentLength = range.Length;
        response.Headers.ContentRange = range.ContentRange(version.Size);
        return range;
    }

    private static void WriteAttributes(S3Request request, ObjectVersion version)
    {
        request.SetHeader("Content-Type", "binary/octet-stream");
        foreach (var (name, value) in version.Attributes.Headers)
        {
            request.SetHeader(name, value);
        }

        foreach (var (name, value) in version.Attributes.Metadata)
        {
            request.SetHeader($"x-amz-meta-{name}", value);
        }

        foreach (var (parameter, name) in Overrides)
        {
            if (request.Parameter(parameter) is { } value)
            {
                request.SetHeader(name, value);
            }
        }

        request.SetHeader("x-amz-tagging-count", version.Attributes.Tags.IsEmpty ? null : $"{version.Attributes.Tags.Count}");
    }

    /// <summary>The checksum is that of the whole: a part of the data goes without it.</summary>
    private static void WriteChecksum(S3Request request, ObjectVersion version)
    {
        if (version.Checksum is { } checksum
            && string.Equals(request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase))
        {
            request.SetChecksum(checksum);
        }
    }

    private static async Task CopyAsync(FileStream data, S3Request request, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (length > 0)
            {
                var read = await data.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), request.Aborted);
                if (read == 0)
                {
                    throw new EndOfStreamException($"The blob '{data.Name}' is shorter than its journal says.");
                }

                await request.Http.Response.Body.WriteAsync(buffer.AsMemory(0, read), request.Aborted);
                length -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private (BucketState State, ObjectVersion Version, FileStream Data) Open(S3Request request)
    {
        var missing = "";
        while (true)
        {
            var state = store.Require(request.Bucket).State;
            var version = ObjectLookup.Require(state, request.Key, request.Parameter("versionId"));
            var data = store.Blobs.TryOpen(version.Blob!);
            if (data is not null)
            {
                return (state, version, data);
            }

            // Overwritten between the look-up and the opening: look again. Only data lost from the disk is missing twice.
            if (missing == version.Blob)
            {
                throw new FileNotFoundException($"The data of '{version.Key}' in bucket '{request.Bucket}' is missing: blob '{missing}'.");
            }

            missing = version.Blob!;
        }
    }
}

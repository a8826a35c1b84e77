using Daybreak.LocalCloud.S3.Protocol;
using static Daybreak.LocalCloud.S3.Protocol.RequestScope;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>All operations there are.</summary>
internal sealed class RouteTable(
    BucketOperations buckets,
    ListOperations lists,
    ReadOperations reads,
    WriteOperations writes,
    DeleteOperations deletes,
    MultipartOperations multipart,
    PartListOperations partLists,
    TaggingOperations tagging)
{
    private static readonly string[] Payload =
    [
        "x-amz-decoded-content-length", "x-amz-trailer", "x-amz-sdk-checksum-algorithm",
        "x-amz-checksum-crc32", "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme", "x-amz-checksum-sha1", "x-amz-checksum-sha256",
    ];

    private static readonly string[] NewObject =
        ["x-amz-meta-", "x-amz-tagging", "x-amz-acl", "x-amz-storage-class", "x-amz-server-side-encryption"];

    private static readonly string[] CopySource =
    [
        "x-amz-copy-source", "x-amz-copy-source-if-match", "x-amz-copy-source-if-none-match",
        "x-amz-copy-source-if-modified-since", "x-amz-copy-source-if-unmodified-since",
    ];

    private static readonly string[] ResponseOverrides = [.. ReadOperations.Overrides.Keys];

    private readonly Route[] _routes =
    [
        new("GET", Service, buckets.ListAsync) { Parameters = ["prefix", "max-buckets", "continuation-token", "bucket-region"] },

        new("PUT", Bucket, buckets.CreateAsync) { Headers = [.. Payload, "x-amz-acl", "x-amz-object-ownership"] },
        new("HEAD", Bucket, buckets.HeadAsync),
        new("DELETE", Bucket, buckets.DeleteAsync),
        new("GET", Bucket, buckets.GetLocationAsync) { Selectors = ["location"] },
        new("GET", Bucket, buckets.GetVersioningAsync) { Selectors = ["versioning"] },
        new("PUT", Bucket, buckets.PutVersioningAsync) { Selectors = ["versioning"], Headers = Payload },

        new("GET", Bucket, lists.ListObjectsV2Async)
        {
            Selectors = ["list-type"],
            Parameters = ["prefix", "delimiter", "start-after", "continuation-token", "max-keys", "encoding-type", "fetch-owner"],
        },
        new("GET", Bucket, lists.ListObjectVersionsAsync)
        {
            Selectors = ["versions"],
            Parameters = ["prefix", "delimiter", "key-marker", "version-id-marker", "max-keys", "encoding-type"],
        },
        new("GET", Bucket, partLists.ListUploadsAsync)
        {
            Selectors = ["uploads"],
            Parameters = ["prefix", "delimiter", "key-marker", "upload-id-marker", "max-uploads", "encoding-type"],
        },
        new("GET", Bucket, lists.ListObjectsAsync) { Parameters = ["prefix", "delimiter", "marker", "max-keys", "encoding-type"] },
        new("POST", Bucket, deletes.DeleteManyAsync) { Selectors = ["delete"], Headers = Payload },

        new("GET", RequestScope.Object, tagging.GetAsync) { Selectors = ["tagging"], Parameters = ["versionId"] },
        new("PUT", RequestScope.Object, tagging.PutAsync) { Selectors = ["tagging"], Parameters = ["versionId"], Headers = Payload },
        new("DELETE", RequestScope.Object, tagging.DeleteAsync) { Selectors = ["tagging"], Parameters = ["versionId"] },

        new("POST", RequestScope.Object, multipart.CreateAsync)
        {
            Selectors = ["uploads"],
            Headers = [.. NewObject, "x-amz-checksum-algorithm", "x-amz-checksum-type", "x-amz-sdk-checksum-algorithm"],
        },
        new("PUT", RequestScope.Object, multipart.UploadPartAsync) { Selectors = ["uploadId", "partNumber"], Headers = Payload },
        new("PUT", RequestScope.Object, multipart.CopyPartAsync)
        {
            Selectors = ["uploadId", "partNumber"],
            Headers = [.. CopySource, "x-amz-copy-source-range"],
            IsCopy = true,
        },
        new("POST", RequestScope.Object, multipart.CompleteAsync)
        {
            Selectors = ["uploadId"],
            Headers = [.. Payload, "x-amz-checksum-type", "x-amz-mp-object-size"],
        },
        new("DELETE", RequestScope.Object, multipart.AbortAsync) { Selectors = ["uploadId"] },
        new("GET", RequestScope.Object, partLists.ListPartsAsync)
        {
            Selectors = ["uploadId"],
            Parameters = ["max-parts", "part-number-marker", "encoding-type"],
        },

        new("GET", RequestScope.Object, reads.GetAsync)
        {
            Parameters = ["versionId", "partNumber", .. ResponseOverrides],
            Headers = ["x-amz-checksum-mode"],
        },
        new("HEAD", RequestScope.Object, reads.HeadAsync)
        {
            Parameters = ["versionId", "partNumber", .. ResponseOverrides],
            Headers = ["x-amz-checksum-mode"],
        },
        new("PUT", RequestScope.Object, writes.PutAsync) { Headers = [.. Payload, .. NewObject] },
        new("PUT", RequestScope.Object, writes.CopyAsync)
        {
            Headers = [.. NewObject, .. CopySource, "x-amz-metadata-directive", "x-amz-tagging-directive", "x-amz-checksum-algorithm"],
            IsCopy = true,
        },
        new("DELETE", RequestScope.Object, deletes.DeleteAsync) { Parameters = ["versionId"] },
    ];

    /// <summary>The operation a request asks for.</summary>
    /// <exception cref="S3Exception">MethodNotAllowed or NotImplemented where there is none.</exception>
    public Route Find(S3Request request)
    {
        if (Array.Find(_routes, route => route.Matches(request)) is { } found)
        {
            found.DemandHeaders(request);
            return found;
        }

        throw _routes.Any(route => route.Method == request.Method && route.Scope == request.Scope)
            ? S3Errors.NotImplemented($"{request.Method} with {string.Join(", ", request.Query.Keys.Order(StringComparer.Ordinal))}")
            : S3Errors.MethodNotAllowed(request.Method);
    }
}

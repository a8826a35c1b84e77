using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;
using Daybreak.LocalCloud.S3.Xml;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>PutObject and CopyObject.</summary>
internal sealed class WriteOperations(S3Store store, ObjectWriter writer)
{
    public async Task PutAsync(S3Request request)
    {
        var bucket = store.Require(request.Bucket);
        var attributes = RequestAttributes.Of(request);
        Preconditions.DemandWritable(request, bucket.State.Find(request.Key, null));
        var (blob, checksum) = await writer.ReceiveAsync(request);
        using (blob)
        {
            var draft = new ObjectVersion
            {
                Key = request.Key,
                ETag = Convert.ToHexStringLower(blob.Digest.Md5),
                LastModified = writer.Now,
                Attributes = attributes,
                Checksum = checksum,
            };
            var (version, versionId) = await writer.AddAsync(bucket, blob, draft, "ObjectCreated:Put",
                state => Preconditions.DemandWritable(request, state.Find(request.Key, null)), uploadId: null, request.Aborted);
            request.Http.Response.Headers.ETag = $"\"{version.ETag}\"";
            request.SetHeader("x-amz-version-id", versionId);
            request.SetChecksum(checksum);
        }
    }

    public async Task CopyAsync(S3Request request)
    {
        var bucket = store.Require(request.Bucket);
        await using var source = CopySource.Open(request, store);
        var attributes = AttributesOfCopy(request, source);
        Preconditions.DemandWritable(request, bucket.State.Find(request.Key, null));
        var algorithm = request.Header("x-amz-checksum-algorithm") is { } name
            ? ChecksumNames.Parse(name)
            : source.Version.Checksum?.Algorithm;
        using var blob = await store.Blobs.StageAsync(source.Data, algorithm, withSha256: false, request.Aborted);
        var draft = new ObjectVersion
        {
            Key = request.Key,
            ETag = Convert.ToHexStringLower(blob.Digest.Md5),
            LastModified = writer.Now,
            Attributes = attributes,
            Checksum = algorithm is { } used
                ? new ObjectChecksum(used, Convert.ToBase64String(blob.Digest.Checksum!), ChecksumNames.FullObject)
                : null,
        };
        var (version, versionId) = await writer.AddAsync(bucket, blob, draft, "ObjectCreated:Copy",
            state => Preconditions.DemandWritable(request, state.Find(request.Key, null)), uploadId: null, request.Aborted);
        request.SetHeader("x-amz-version-id", versionId);
        request.SetHeader("x-amz-copy-source-version-id", source.VersionId);
        await XmlAnswer.WriteAsync(request, "CopyObjectResult", xml =>
        {
            xml.Element("LastModified", version.LastModified);
            xml.Element("ETag", $"\"{version.ETag}\"");
            xml.Checksum(version.Checksum);
        });
    }

    private static ObjectAttributes AttributesOfCopy(S3Request request, CopySource source)
    {
        var own = RequestAttributes.Of(request);
        var replaces = Replaces(request, "x-amz-metadata-directive");
        var replacesTags = Replaces(request, "x-amz-tagging-directive");
        var attributes = replaces ? own : source.Version.Attributes;
        if (!replaces && source.IsCurrent && source.Bucket == request.Bucket && source.Version.Key == request.Key)
        {
            throw S3Errors.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing "
                + "the object's metadata, storage class, website redirect location or encryption attributes.");
        }

        return attributes with { Tags = replacesTags ? own.Tags : source.Version.Attributes.Tags };
    }

    private static bool Replaces(S3Request request, string header) => request.Header(header) switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        var other => throw S3Errors.InvalidArgument($"Unknown directive in {header}.", header, other),
    };
}

using System.Security.Cryptography;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;
using Daybreak.LocalCloud.S3.Xml;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>CreateMultipartUpload, UploadPart, UploadPartCopy, CompleteMultipartUpload and AbortMultipartUpload.</summary>
internal sealed class MultipartOperations(S3Store store, ObjectWriter writer)
{
    public const int MaximumPartNumber = 10000;

    /// <summary>The upload of a request.</summary>
    /// <exception cref="S3Exception">NoSuchUpload.</exception>
    public static MultipartUpload Require(BucketState state, S3Request request)
    {
        var uploadId = request.Parameter("uploadId") ?? "";
        return state.Uploads.TryGetValue(uploadId, out var upload) && upload.Key == request.Key
            ? upload
            : throw S3Errors.NoSuchUpload(uploadId);
    }

    public async Task CreateAsync(S3Request request)
    {
        var bucket = store.Require(request.Bucket);
        var algorithm = request.Header("x-amz-checksum-algorithm") is { } name ? ChecksumNames.Parse(name) : (ChecksumAlgorithm?)null;
        var upload = new MultipartUpload
        {
            UploadId = RandomNumberGenerator.GetHexString(64, lowercase: true),
            Key = request.Key,
            Initiated = writer.Now,
            Attributes = RequestAttributes.Of(request),
            Algorithm = algorithm,
            ChecksumType = ChecksumType(algorithm, request.Header("x-amz-checksum-type")),
        };
        await bucket.CommitAsync(transaction =>
        {
            transaction.Record(new JournalEntry.UploadStarted(upload));
            return upload;
        }, request.Aborted);
        request.SetHeader("x-amz-checksum-algorithm", algorithm is null ? null : $"{algorithm}");
        request.SetHeader("x-amz-checksum-type", upload.ChecksumType);
        await XmlAnswer.WriteAsync(request, "InitiateMultipartUploadResult", xml =>
        {
            xml.Element("Bucket", request.Bucket);
            xml.Element("Key", request.Key);
            xml.Element("UploadId", upload.UploadId);
        });
    }

    public async Task UploadPartAsync(S3Request request)
    {
        var bucket = store.Require(request.Bucket);
        var upload = Require(bucket.State, request);
        var number = PartNumber(request);
        var (blob, checksum) = await writer.ReceiveAsync(request);
        using (blob)
        {
            if (upload.Algorithm is { } demanded && checksum is not null && checksum.Algorithm != demanded)
            {
                throw S3Errors.InvalidRequest($"Checksum Type mismatch occurred, expected checksum Type: {demanded}, "
                    + $"actual checksum Type: {checksum.Algorithm}");
            }

            var part = await AddPartAsync(request, bucket, blob, number, checksum);
            request.Http.Response.Headers.ETag = $"\"{part.ETag}\"";
            request.SetChecksum(checksum, withType: false);
        }
    }

    public async Task CopyPartAsync(S3Request request)
    {
        var bucket = store.Require(request.Bucket);
        var upload = Require(bucket.State, request);
        var number = PartNumber(request);
        await using var source = CopySource.Open(request, store);
        var range = ByteRange.Parse(request.Header("x-amz-copy-source-range"), source.Version.Size)
            ?? new ByteRange(0, source.Version.Size);
        await using var stretch = new StretchStream(source.Data, range);
        using var blob = await store.Blobs.StageAsync(stretch, upload.Algorithm, withSha256: false, request.Aborted);
        var checksum = upload.Algorithm is { } algorithm
            ? new ObjectChecksum(algorithm, Convert.ToBase64String(blob.Digest.Checksum!), ChecksumNames.FullObject)
            : null;
        var part = await AddPartAsync(request, bucket, blob, number, checksum);
        request.SetHeader("x-amz-copy-source-version-id", source.VersionId);
        await XmlAnswer.WriteAsync(request, "CopyPartResult", xml =>
        {
            xml.Element("LastModified", part.LastModified);
            xml.Element("ETag", $"\"{part.ETag}\"");
            xml.Checksum(part.Checksum, withType: false);
        });
    }

    public async Task CompleteAsync(S3Request request)
    {
        var bucket = store.Require(request.Bucket);
        var upload = Require(bucket.State, request);
        var document = await XmlBody.ReadAsync(request, "CompleteMultipartUpload", checksumIsOfBody: false);
        var parts = MultipartAssembly.Select(upload, document.Children("Part").Select(ClaimedPart.Of).ToList());
        Preconditions.DemandWritable(request, bucket.State.Find(upload.Key, null));
        await using var data = new PartsStream(store.Blobs, parts);
        var wholeAlgorithm = upload.ChecksumType == ChecksumNames.FullObject ? upload.Algorithm : null;
        using var blob = await store.Blobs.StageAsync(data, wholeAlgorithm, withSha256: false, request.Aborted);
        var draft = new ObjectVersion
        {
            Key = upload.Key,
            ETag = MultipartAssembly.ETag(parts),
            LastModified = writer.Now,
            Attributes = upload.Attributes,
            Checksum = MultipartAssembly.Checksum(upload, parts, blob.Digest),
            PartSizes = [.. parts.Select(part => part.Size)],
        };
        MultipartAssembly.DemandClaims(request, draft.Checksum, blob.Digest.Size);
        var (version, versionId) = await writer.AddAsync(bucket, blob, draft, "ObjectCreated:CompleteMultipartUpload", state =>
        {
            DemandUnchanged(state, request, upload);
            Preconditions.DemandWritable(request, state.Find(upload.Key, null));
        }, upload.UploadId, request.Aborted);
        request.SetHeader("x-amz-version-id", versionId);
        var service = $"{request.Http.Request.Scheme}://{request.Http.Request.Host}";
        await XmlAnswer.WriteAsync(request, "CompleteMultipartUploadResult", xml =>
        {
            xml.Element("Location", $"{service}/{request.Bucket}/{Uri.EscapeDataString(upload.Key)}");
            xml.Element("Bucket", request.Bucket);
            xml.Element("Key", upload.Key);
            xml.Element("ETag", $"\"{version.ETag}\"");
            xml.Checksum(version.Checksum);
        });
    }

    public async Task AbortAsync(S3Request request)
    {
        await store.Require(request.Bucket).CommitAsync(transaction =>
        {
            var upload = Require(transaction.State, request);
            transaction.Record(new JournalEntry.UploadAborted(upload.UploadId));
            return upload;
        }, request.Aborted);
        request.Http.Response.StatusCode = 204;
    }

    /// <exception cref="S3Exception">InvalidRequest for a type the algorithm does not have.</exception>
    private static string? ChecksumType(ChecksumAlgorithm? algorithm, string? type) => (algorithm, type) switch
    {
        (null, null) => null,
        ({ } used, null) => ChecksumNames.DefaultType(used),
        (ChecksumAlgorithm.CRC32 or ChecksumAlgorithm.CRC32C, ChecksumNames.FullObject or ChecksumNames.Composite) => type,
        (ChecksumAlgorithm.CRC64NVME, ChecksumNames.FullObject) => type,
        (ChecksumAlgorithm.SHA1 or ChecksumAlgorithm.SHA256, ChecksumNames.Composite) => type,
        _ => throw S3Errors.InvalidRequest($"The {type} checksum type cannot be used with the {algorithm} checksum algorithm."),
    };

    private static int PartNumber(S3Request request) =>
        int.TryParse(request.Parameter("partNumber"), out var number) && number is >= 1 and <= MaximumPartNumber
            ? number
            : throw S3Errors.InvalidArgument(
                "Part number must be an integer between 1 and 10000, inclusive", "partNumber", request.Parameter("partNumber"));

    /// <summary>A part uploaded again while the parts were put together would be lost, and with it the data just read.</summary>
    private static void DemandUnchanged(BucketState state, S3Request request, MultipartUpload upload)
    {
        if (!ReferenceEquals(Require(state, request).Parts, upload.Parts))
        {
            throw new S3Exception(new S3Error(409, "OperationAborted",
                "A conflicting conditional operation is currently in progress against this resource. Please try again."));
        }
    }

    private async Task<UploadedPart> AddPartAsync(
        S3Request request, Bucket bucket, StagedBlob blob, int number, ObjectChecksum? checksum)
    {
        var part = new UploadedPart
        {
            Number = number,
            Blob = blob.Publish(),
            Size = blob.Digest.Size,
            ETag = Convert.ToHexStringLower(blob.Digest.Md5),
            LastModified = writer.Now,
            Checksum = checksum,
        };
        await bucket.CommitAsync(transaction =>
        {
            transaction.Record(new JournalEntry.PartAdded(Require(transaction.State, request).UploadId, part));
            return part;
        }, request.Aborted);
        blob.Keep();
        return part;
    }
}

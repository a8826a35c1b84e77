using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;
using Daybreak.LocalCloud.S3.Xml;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>ListParts and ListMultipartUploads.</summary>
internal sealed class PartListOperations(S3Store store)
{
    private const int LargestPage = 1000;

    public Task ListPartsAsync(S3Request request)
    {
        var upload = MultipartOperations.Require(store.Require(request.Bucket).State, request);
        var marker = request.Number("part-number-marker", 0, 0, int.MaxValue);
        var maximum = request.Number("max-parts", LargestPage, 0, LargestPage);
        var behind = upload.Parts.Values.Where(part => part.Number > marker).ToList();
        var page = behind.Take(maximum).ToList();
        var encode = KeyEncoding.Of(request);
        return XmlAnswer.WriteAsync(request, "ListPartsResult", xml =>
        {
            xml.Element("Bucket", request.Bucket);
            xml.Element("Key", encode(upload.Key));
            xml.Element("UploadId", upload.UploadId);
            xml.Person("Initiator");
            xml.Person("Owner");
            xml.Element("StorageClass", "STANDARD");
            xml.Element("PartNumberMarker", marker);
            xml.Element("NextPartNumberMarker", page.Count == 0 ? 0 : page[^1].Number);
            xml.Element("MaxParts", maximum);
            xml.Element("IsTruncated", page.Count < behind.Count && maximum > 0);
            xml.Element("ChecksumAlgorithm", upload.Algorithm is null ? null : $"{upload.Algorithm}");
            xml.Element("ChecksumType", upload.ChecksumType);
            foreach (var part in page)
            {
                xml.Element("Part", entry =>
                {
                    entry.Element("PartNumber", part.Number);
                    entry.Element("LastModified", part.LastModified);
                    entry.Element("ETag", $"\"{part.ETag}\"");
                    entry.Element("Size", part.Size);
                    entry.Checksum(part.Checksum, withType: false);
                });
            }
        });
    }

    public Task ListUploadsAsync(S3Request request)
    {
        var uploadMarker = request.Parameter("upload-id-marker");
        var scope = ListScope.Of(request, request.Parameter("key-marker") ?? "", "max-uploads");
        var page = scope.Page(Behind(store.Require(request.Bucket).State, scope.Marker, uploadMarker), upload => upload.Key);
        var encode = KeyEncoding.Of(request);
        return XmlAnswer.WriteAsync(request, "ListMultipartUploadsResult", xml =>
        {
            xml.Element("Bucket", request.Bucket);
            xml.Element("KeyMarker", encode(scope.Marker));
            xml.Element("UploadIdMarker", uploadMarker ?? "");
            xml.Element("NextKeyMarker", page.IsTruncated ? encode(page.LastKey!) : null);
            xml.Element("NextUploadIdMarker", page.IsTruncated ? page.LastItem?.UploadId : null);
            xml.Element("Prefix", encode(scope.Prefix));
            xml.Element("Delimiter", scope.Delimiter is null ? null : encode(scope.Delimiter));
            xml.Element("EncodingType", request.Parameter("encoding-type"));
            xml.Element("MaxUploads", scope.Maximum);
            xml.Element("IsTruncated", page.IsTruncated);
            foreach (var upload in page.Items)
            {
                xml.Element("Upload", entry =>
                {
                    entry.Element("Key", encode(upload.Key));
                    entry.Element("UploadId", upload.UploadId);
                    entry.Person("Initiator");
                    entry.Person("Owner");
                    entry.Element("StorageClass", "STANDARD");
                    entry.Element("Initiated", upload.Initiated);
                    entry.Element("ChecksumAlgorithm", upload.Algorithm is null ? null : $"{upload.Algorithm}");
                    entry.Element("ChecksumType", upload.ChecksumType);
                });
            }

            xml.CommonPrefixes(page.CommonPrefixes, encode);
        });
    }

    /// <summary>By key, then by id. A marker of a key alone leaves out all uploads of that key.</summary>
    private static IEnumerable<MultipartUpload> Behind(BucketState state, string keyMarker, string? uploadMarker) =>
        state.Uploads.Values
            .Where(upload => KeyOrder.Instance.Compare(upload.Key, keyMarker) switch
            {
                > 0 => true,
                0 => uploadMarker is not null && string.CompareOrdinal(upload.UploadId, uploadMarker) > 0,
                _ => false,
            })
            .OrderBy(upload => upload.Key, KeyOrder.Instance)
            .ThenBy(upload => upload.UploadId, StringComparer.Ordinal);
}

using System.Collections.Immutable;
using System.Xml;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;
using Daybreak.LocalCloud.S3.Xml;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>ListObjectsV2, ListObjects and ListObjectVersions.</summary>
internal sealed class ListOperations(S3Store store)
{
    public Task ListObjectsV2Async(S3Request request)
    {
        if (request.Parameter("list-type") is not "2" and var type)
        {
            throw S3Errors.InvalidArgument("Invalid List Type specified in Request", "list-type", type);
        }

        var token = request.Parameter("continuation-token");
        var startAfter = request.Parameter("start-after");
        var scope = ListScope.Of(request, token is null ? startAfter ?? "" : ContinuationToken.Read(token), "max-keys");
        var page = Current(request, scope);
        var encode = KeyEncoding.Of(request);
        var withOwner = request.Parameter("fetch-owner") is "true";
        return XmlAnswer.WriteAsync(request, "ListBucketResult", xml =>
        {
            WriteHead(xml, request, scope, encode);
            xml.Element("KeyCount", page.Items.Count + page.CommonPrefixes.Count);
            xml.Element("MaxKeys", scope.Maximum);
            xml.Element("IsTruncated", page.IsTruncated);
            xml.Element("ContinuationToken", token);
            xml.Element("NextContinuationToken", page.IsTruncated ? ContinuationToken.Write(page.LastKey!) : null);
            xml.Element("StartAfter", startAfter is null ? null : encode(startAfter));
            WriteContents(xml, page, encode, withOwner);
        });
    }

    public Task ListObjectsAsync(S3Request request)
    {
        var scope = ListScope.Of(request, request.Parameter("marker") ?? "", "max-keys");
        var page = Current(request, scope);
        var encode = KeyEncoding.Of(request);
        return XmlAnswer.WriteAsync(request, "ListBucketResult", xml =>
        {
            WriteHead(xml, request, scope, encode);
            xml.Element("Marker", encode(scope.Marker));
            xml.Element("NextMarker", page.IsTruncated && scope.Delimiter is not null ? encode(page.LastKey!) : null);
            xml.Element("MaxKeys", scope.Maximum);
            xml.Element("IsTruncated", page.IsTruncated);
            WriteContents(xml, page, encode, withOwner: true);
        });
    }

    public Task ListObjectVersionsAsync(S3Request request)
    {
        var versionMarker = request.Parameter("version-id-marker");
        var scope = ListScope.Of(request, request.Parameter("key-marker") ?? "", "max-keys");
        if (versionMarker is not null && scope.Marker.Length == 0)
        {
            throw S3Errors.InvalidArgument("A version-id marker cannot be specified without a key marker.", "version-id-marker",
                versionMarker);
        }

        var state = store.Require(request.Bucket).State;
        var page = scope.Page(VersionsBehind(state, scope, versionMarker), version => version.Key);
        var encode = KeyEncoding.Of(request);
        return XmlAnswer.WriteAsync(request, "ListVersionsResult", xml =>
        {
            WriteHead(xml, request, scope, encode);
            xml.Element("KeyMarker", encode(scope.Marker));
            xml.Element("VersionIdMarker", versionMarker ?? "");
            xml.Element("NextKeyMarker", page.IsTruncated ? encode(page.LastKey!) : null);
            xml.Element("NextVersionIdMarker", page.IsTruncated ? page.LastItem?.VersionId : null);
            xml.Element("MaxKeys", scope.Maximum);
            xml.Element("IsTruncated", page.IsTruncated);
            foreach (var version in page.Items)
            {
                WriteVersion(xml, version, isLatest: ReferenceEquals(state.Find(version.Key)!.Current, version), encode);
            }

            xml.CommonPrefixes(page.CommonPrefixes, encode);
        });
    }

    /// <summary>The keys behind the marker; where the marker is a key, that key is not among them.</summary>
    private static IEnumerable<KeyHistory> Behind(ImmutableSortedSet<KeyHistory> keys, ListScope scope)
    {
        var start = KeyOrder.Instance.Compare(scope.Marker, scope.Prefix) > 0 ? scope.Marker : scope.Prefix;
        return BucketState.From(keys, start).SkipWhile(history => history.Key == scope.Marker);
    }

    private static IEnumerable<ObjectVersion> VersionsBehind(BucketState state, ListScope scope, string? versionMarker)
    {
        var rest = versionMarker is null || state.Find(scope.Marker) is not { } history
            ? []
            : history.Versions.SkipWhile(version => version.VersionId != versionMarker).Skip(1);
        return rest.Concat(Behind(state.Keys, scope).SelectMany(behind => behind.Versions));
    }

    private static void WriteHead(XmlWriter xml, S3Request request, ListScope scope, Func<string, string> encode)
    {
        xml.Element("Name", request.Bucket);
        xml.Element("Prefix", encode(scope.Prefix));
        xml.Element("Delimiter", scope.Delimiter is null ? null : encode(scope.Delimiter));
        xml.Element("EncodingType", request.Parameter("encoding-type"));
    }

    private static void WriteContents(XmlWriter xml, ListPage<ObjectVersion> page, Func<string, string> encode, bool withOwner)
    {
        foreach (var version in page.Items)
        {
            xml.Element("Contents", entry =>
            {
                entry.Element("Key", encode(version.Key));
                WriteData(entry, version);
                if (withOwner)
                {
                    entry.Person("Owner");
                }
            });
        }

        xml.CommonPrefixes(page.CommonPrefixes, encode);
    }

    private static void WriteVersion(XmlWriter xml, ObjectVersion version, bool isLatest, Func<string, string> encode) =>
        xml.Element(version.IsDeleteMarker ? "DeleteMarker" : "Version", entry =>
        {
            entry.Element("Key", encode(version.Key));
            entry.Element("VersionId", version.VersionId);
            entry.Element("IsLatest", isLatest);
            if (version.IsDeleteMarker)
            {
                entry.Element("LastModified", version.LastModified);
            }
            else
            {
                WriteData(entry, version);
            }

            entry.Person("Owner");
        });

    private static void WriteData(XmlWriter xml, ObjectVersion version)
    {
        xml.Element("LastModified", version.LastModified);
        xml.Element("ETag", $"\"{version.ETag}\"");
        if (version.Checksum is { } checksum)
        {
            xml.Element("ChecksumAlgorithm", $"{checksum.Algorithm}");
            xml.Element("ChecksumType", checksum.Type);
        }

        xml.Element("Size", version.Size);
        xml.Element("StorageClass", "STANDARD");
    }

    private ListPage<ObjectVersion> Current(S3Request request, ListScope scope) => scope.Page(
        Behind(store.Require(request.Bucket).State.CurrentKeys, scope).Select(history => history.Current), version => version.Key);
}

using System.Xml;
using System.Xml.Linq;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;
using Daybreak.LocalCloud.S3.Xml;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>DeleteObject and DeleteObjects.</summary>
internal sealed class DeleteOperations(S3Store store, TimeProvider time)
{
    private const int MaximumBatch = 1000;

    public async Task DeleteAsync(S3Request request)
    {
        var target = new Target(request.Key, request.Parameter("versionId"));
        var outcome = await store.Require(request.Bucket).CommitAsync(transaction =>
        {
            if (request.Header("If-Match") is not null)
            {
                Preconditions.DemandWritable(request, transaction.State.Find(target.Key, target.VersionId));
            }

            return Delete(transaction, target);
        }, request.Aborted);
        request.SetHeader("x-amz-delete-marker", outcome.IsDeleteMarker ? "true" : null);
        request.SetHeader("x-amz-version-id", outcome.VersionId);
        request.Http.Response.StatusCode = 204;
    }

    public async Task DeleteManyAsync(S3Request request)
    {
        var bucket = store.Require(request.Bucket);
        if (PayloadClaim.Of(request) is { Md5: null, Algorithm: null })
        {
            throw S3Errors.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }

        var document = await XmlBody.ReadAsync(request, "Delete");
        var targets = document.Children("Object").Select(Target.Of).ToList();
        if (targets.Count is 0 or > MaximumBatch)
        {
            throw S3Errors.MalformedXml();
        }

        var outcomes = await bucket.CommitAsync(
            transaction => targets.ConvertAll(target => Delete(transaction, target)), request.Aborted);
        var quiet = document.Text("Quiet") is "true";
        await XmlAnswer.WriteAsync(request, "DeleteResult", xml =>
        {
            foreach (var outcome in quiet ? [] : outcomes)
            {
                Write(xml, outcome);
            }
        });
    }

    private static void Write(XmlWriter xml, Outcome outcome) => xml.Element("Deleted", deleted =>
    {
        deleted.Element("Key", outcome.Target.Key);
        deleted.Element("VersionId", outcome.Target.VersionId);
        deleted.Element("DeleteMarker", outcome.IsDeleteMarker ? "true" : null);
        deleted.Element("DeleteMarkerVersionId", outcome.IsDeleteMarker ? outcome.VersionId : null);
    });

    private Outcome Delete(BucketTransaction transaction, Target target)
    {
        var versioned = transaction.State.Versioning != VersioningStatus.Never;
        if (target.VersionId is null && versioned)
        {
            var marker = transaction.Add(new ObjectVersion
            {
                Key = target.Key,
                IsDeleteMarker = true,
                LastModified = S3Time.Truncate(time.GetUtcNow()),
            });
            return new Outcome(target, IsDeleteMarker: true, marker.VersionId);
        }

        // S3 answers alike whether or not there was something to delete.
        var versionId = target.VersionId ?? ObjectVersion.NullVersion;
        var removed = transaction.State.Find(target.Key, versionId);
        if (removed is not null)
        {
            transaction.Record(new JournalEntry.VersionRemoved(target.Key, versionId));
        }

        return new Outcome(target, removed?.IsDeleteMarker == true, versioned ? versionId : null);
    }

    private sealed record Target(string Key, string? VersionId)
    {
        public static Target Of(XElement element)
        {
            foreach (var child in element.Elements())
            {
                if (child.Name.LocalName is not ("Key" or "VersionId"))
                {
                    throw S3Errors.NotImplemented($"Delete.Object.{child.Name.LocalName}");
                }
            }

            return new Target(
                RequestTarget.CheckedKey(element.Text("Key") is { Length: > 0 } key ? key : throw S3Errors.MalformedXml()),
                element.Text("VersionId") is { Length: > 0 } versionId ? versionId : null);
        }
    }

    private sealed record Outcome(Target Target, bool IsDeleteMarker, string? VersionId);
}

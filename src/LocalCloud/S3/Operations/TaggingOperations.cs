using System.Collections.Immutable;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;
using Daybreak.LocalCloud.S3.Xml;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>GetObjectTagging, PutObjectTagging and DeleteObjectTagging.</summary>
internal sealed class TaggingOperations(S3Store store)
{
    public Task GetAsync(S3Request request)
    {
        var state = store.Require(request.Bucket).State;
        var version = ObjectLookup.Require(state, request.Key, request.Parameter("versionId"));
        request.SetHeader("x-amz-version-id", ObjectLookup.VisibleVersion(state, version));
        return XmlAnswer.WriteAsync(request, "Tagging", xml => xml.Element("TagSet", set =>
        {
            foreach (var (name, value) in version.Attributes.Tags)
            {
                set.Element("Tag", tag =>
                {
                    tag.Element("Key", name);
                    tag.Element("Value", value);
                });
            }
        }));
    }

    public async Task PutAsync(S3Request request) =>
        await SetAsync(request, ObjectTags.Parse(await XmlBody.ReadAsync(request, "Tagging")));

    public async Task DeleteAsync(S3Request request)
    {
        await SetAsync(request, ObjectAttributes.None.Tags);
        request.Http.Response.StatusCode = 204;
    }

    private async Task SetAsync(S3Request request, ImmutableSortedDictionary<string, string> tags)
    {
        var versionId = await store.Require(request.Bucket).CommitAsync(transaction =>
        {
            var version = ObjectLookup.Require(transaction.State, request.Key, request.Parameter("versionId"));
            transaction.Record(new JournalEntry.TagsChanged(version.Key, version.VersionId, tags));
            return ObjectLookup.VisibleVersion(transaction.State, version);
        }, request.Aborted);
        request.SetHeader("x-amz-version-id", versionId);
    }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>One change of a bucket: a line of its journal.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "entry")]
[JsonDerivedType(typeof(BucketCreated), "bucketCreated")]
[JsonDerivedType(typeof(VersioningChanged), "versioningChanged")]
[JsonDerivedType(typeof(VersionAdded), "versionAdded")]
[JsonDerivedType(typeof(VersionRemoved), "versionRemoved")]
[JsonDerivedType(typeof(TagsChanged), "tagsChanged")]
[JsonDerivedType(typeof(UploadStarted), "uploadStarted")]
[JsonDerivedType(typeof(PartAdded), "partAdded")]
[JsonDerivedType(typeof(UploadAborted), "uploadAborted")]
internal abstract record JournalEntry
{
    internal sealed record BucketCreated(DateTimeOffset Created) : JournalEntry;

    internal sealed record VersioningChanged(VersioningStatus Status) : JournalEntry;

    /// <summary>A version, and with it the end of the upload it was put together from.</summary>
    internal sealed record VersionAdded(ObjectVersion Version, string? UploadId = null) : JournalEntry;

    internal sealed record VersionRemoved(string Key, string VersionId) : JournalEntry;

    internal sealed record TagsChanged(string Key, string VersionId, ImmutableSortedDictionary<string, string> Tags) : JournalEntry;

    internal sealed record UploadStarted(MultipartUpload Upload) : JournalEntry;

    internal sealed record PartAdded(string UploadId, UploadedPart Part) : JournalEntry;

    internal sealed record UploadAborted(string UploadId) : JournalEntry;
}

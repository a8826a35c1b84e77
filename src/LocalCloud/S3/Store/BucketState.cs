using System.Collections.Immutable;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>A bucket at one instant: immutable, so that a listing is never torn by a write.</summary>
internal sealed record BucketState
{
    public static BucketState Empty { get; } = new();

    public DateTimeOffset Created { get; private init; }

    public VersioningStatus Versioning { get; private init; }

    public ImmutableSortedSet<KeyHistory> Keys { get; private init; } = ImmutableSortedSet.Create<KeyHistory>(KeyOrder.Instance);

    /// <summary>The keys whose newest version is no delete marker: few, perhaps, in a bucket whose objects come and go.</summary>
    public ImmutableSortedSet<KeyHistory> CurrentKeys { get; private init; } = ImmutableSortedSet.Create<KeyHistory>(KeyOrder.Instance);

    public ImmutableSortedDictionary<string, MultipartUpload> Uploads { get; private init; } =
        ImmutableSortedDictionary.Create<string, MultipartUpload>(StringComparer.Ordinal);

    /// <summary>The greatest sequence number ever given, deleted versions included.</summary>
    public long LastSequence { get; private init; }

    public KeyHistory? Find(string key) => Keys.TryGetValue(Probe(key), out var history) ? history : null;

    /// <summary>The current version or the one asked for; null when there is none. It may be a delete marker.</summary>
    public ObjectVersion? Find(string key, string? versionId) =>
        versionId is null ? Find(key)?.Current : Find(key)?.Find(versionId);

    /// <summary>Those of <paramref name="keys"/> from <paramref name="start"/> on, that one included, in S3's order.</summary>
    public static IEnumerable<KeyHistory> From(ImmutableSortedSet<KeyHistory> keys, string start)
    {
        var index = keys.IndexOf(Probe(start));
        for (var at = index < 0 ? ~index : index; at < keys.Count; at++)
        {
            yield return keys[at];
        }
    }

    /// <summary>The data still in use.</summary>
    public IEnumerable<string> Blobs() =>
        Keys.SelectMany(history => history.Versions).Select(version => version.Blob).OfType<string>()
            .Concat(Uploads.Values.SelectMany(upload => upload.Parts.Values).Select(part => part.Blob));

    /// <summary>The bucket after a change.</summary>
    public BucketState Apply(JournalEntry entry) => entry switch
    {
        JournalEntry.BucketCreated created => this with { Created = created.Created },
        JournalEntry.VersioningChanged changed => this with { Versioning = changed.Status },
        JournalEntry.VersionAdded added => Add(added.Version) with { Uploads = WithoutUpload(added.UploadId) },
        JournalEntry.VersionRemoved removed => Update(removed.Key, history => Without(history, removed.VersionId)),
        JournalEntry.TagsChanged changed => Update(changed.Key, history => WithTags(history, changed)),
        JournalEntry.UploadStarted started => this with { Uploads = Uploads.SetItem(started.Upload.UploadId, started.Upload) },
        JournalEntry.PartAdded added => this with { Uploads = WithPart(added) },
        JournalEntry.UploadAborted aborted => this with { Uploads = WithoutUpload(aborted.UploadId) },
        _ => throw new InvalidOperationException($"The journal entry '{entry.GetType().Name}' has no meaning."),
    };

    /// <summary>The data that <paramref name="entry"/>, about to be applied, puts out of use.</summary>
    public IEnumerable<string> BlobsDroppedBy(JournalEntry entry) => entry switch
    {
        JournalEntry.VersionAdded added => [.. ReplacedBy(added.Version), .. BlobsOf(added.UploadId)],
        JournalEntry.VersionRemoved removed when Find(removed.Key, removed.VersionId)?.Blob is { } blob => [blob],
        JournalEntry.PartAdded added when Uploads[added.UploadId].Parts.TryGetValue(added.Part.Number, out var part) => [part.Blob],
        JournalEntry.UploadAborted aborted => BlobsOf(aborted.UploadId),
        _ => [],
    };

    private static KeyHistory Probe(string key) => new(key, []);

    private static KeyHistory Without(KeyHistory history, string versionId) =>
        history with { Versions = history.Versions.RemoveAll(version => version.VersionId == versionId) };

    private static KeyHistory WithTags(KeyHistory history, JournalEntry.TagsChanged changed) =>
        history.Find(changed.VersionId) is { } version
            ? history with
            {
                Versions = history.Versions.Replace(version, version with { Attributes = version.Attributes with { Tags = changed.Tags } }),
            }
            : history;

    private BucketState Add(ObjectVersion version) =>
        Update(version.Key, history => history with
        {
            // There is one null version at most; any other version id is new.
            Versions = history.Versions.RemoveAll(other => other.VersionId == version.VersionId).Insert(0, version),
        }) with
        {
            LastSequence = Math.Max(LastSequence, version.Sequence),
        };

    private BucketState Update(string key, Func<KeyHistory, KeyHistory> change)
    {
        var before = Find(key) ?? Probe(key);
        var after = change(before);
        var isCurrent = !after.Versions.IsEmpty && !after.Current.IsDeleteMarker;
        return this with
        {
            Keys = Replaced(Keys, before, after.Versions.IsEmpty ? null : after),
            CurrentKeys = Replaced(CurrentKeys, before, isCurrent ? after : null),
        };
    }

    private static ImmutableSortedSet<KeyHistory> Replaced(ImmutableSortedSet<KeyHistory> keys, KeyHistory before, KeyHistory? after)
    {
        var without = keys.Remove(before);
        return after is null ? without : without.Add(after);
    }

    private ImmutableSortedDictionary<string, MultipartUpload> WithPart(JournalEntry.PartAdded added) =>
        Uploads.TryGetValue(added.UploadId, out var upload)
            ? Uploads.SetItem(added.UploadId, upload with { Parts = upload.Parts.SetItem(added.Part.Number, added.Part) })
            : Uploads;

    private ImmutableSortedDictionary<string, MultipartUpload> WithoutUpload(string? uploadId) =>
        uploadId is null ? Uploads : Uploads.Remove(uploadId);

    private IEnumerable<string> ReplacedBy(ObjectVersion version) =>
        Find(version.Key, version.VersionId)?.Blob is { } blob ? [blob] : [];

    private IEnumerable<string> BlobsOf(string? uploadId) =>
        uploadId is not null && Uploads.TryGetValue(uploadId, out var upload) ? upload.Parts.Values.Select(part => part.Blob) : [];
}

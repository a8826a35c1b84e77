using System.Security.Cryptography;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>The changes of one request, decided on a state that nothing else changes meanwhile.</summary>
internal sealed class BucketTransaction(BucketState state)
{
    private const string VersionAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

    private readonly List<JournalEntry> _entries = [];
    private readonly List<string> _droppedBlobs = [];

    /// <summary>The bucket with the changes recorded so far.</summary>
    public BucketState State { get; private set; } = state;

    public IReadOnlyList<JournalEntry> Entries => _entries;

    public IReadOnlyList<string> DroppedBlobs => _droppedBlobs;

    public void Record(JournalEntry entry)
    {
        _droppedBlobs.AddRange(State.BlobsDroppedBy(entry));
        _entries.Add(entry);
        State = State.Apply(entry);
    }

    /// <summary>Adds a version, and gives it the version id and sequence number that are its due.</summary>
    public ObjectVersion Add(ObjectVersion draft, string? uploadId = null)
    {
        // The clock keeps the numbers rising when a bucket is deleted and created anew.
        var clock = draft.LastModified.UtcTicks;
        var version = draft with
        {
            VersionId = State.Versioning == VersioningStatus.Enabled
                ? RandomNumberGenerator.GetString(VersionAlphabet, 32)
                : ObjectVersion.NullVersion,
            Sequence = Math.Max(State.LastSequence + 1, clock),
        };
        Record(new JournalEntry.VersionAdded(version, uploadId));
        return version;
    }
}

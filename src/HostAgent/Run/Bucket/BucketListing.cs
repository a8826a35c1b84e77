namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>What a bucket held when it was listed.</summary>
/// <param name="Objects">The current versions, in the order of their keys.</param>
/// <param name="LastChange">When the newest version or deletion was made, by S3's clock; null when there is none.</param>
internal sealed record BucketListing(IReadOnlyList<ObjectVersion> Objects, DateTimeOffset? LastChange)
{
    // The answer's time is cut to the second, and the answer was under way.
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(2);

    /// <summary>When S3 gave the listing, by its clock; null when it did not say.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What S3's clock says now: this host's clock may be wrong, and the times of changes are S3's.</summary>
    /// <param name="now">What this host's clock says.</param>
    public DateTimeOffset Corrected(DateTimeOffset now) => AnsweredAt is { } answered && (now - answered).Duration() > Precision ? answered : now;

    /// <summary>Whether nothing was added, replaced or deleted between two listings.</summary>
    public bool SameAs(BucketListing other) => LastChange == other.LastChange && Objects.SequenceEqual(other.Objects);

    /// <summary>How long to wait until the bucket has been quiet for the settle time; never longer than that time.</summary>
    public TimeSpan Unsettled(TimeSpan settleTime, DateTimeOffset now)
    {
        if (LastChange is not { } change)
        {
            return TimeSpan.Zero;
        }

        // S3 cuts times to whole seconds: the change may be almost a second younger than it says.
        var latest = change.Millisecond == 0 ? change.AddSeconds(1) : change;
        var rest = settleTime - (now - latest);
        return rest <= TimeSpan.Zero ? TimeSpan.Zero : rest > settleTime ? settleTime : rest;
    }
}

using System.Collections.Concurrent;
using Daybreak.HostAgent.Release;
using Daybreak.HostAgent.Run.Fleet;

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>The files of a bucket as it was at one instant.</summary>
/// <param name="Folder">The folder with the files.</param>
/// <param name="Listing">What S3 listed.</param>
/// <param name="Snapshot">What of it is in the folder.</param>
internal sealed record Mirror(RunFolder Folder, BucketListing Listing, BucketSnapshot Snapshot)
{
    private readonly ConcurrentDictionary<string, MirroredMigrations> _migrations = new(StringComparer.Ordinal);

    /// <summary>The release that the manifest describes; null when there is no manifest, or it cannot be read.</summary>
    public ReleaseManifest? Release { get; init; }

    /// <summary>Why no run may work with these files; null when all may.</summary>
    public RunFailedException? Refusal { get; init; }

    /// <summary>What each run's record is to say of the files.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The same files, listed again.</summary>
    public Mirror SeenAgain(DateTimeOffset at) => this with { Snapshot = Snapshot with { TakenAt = at } };

    /// <summary>The migrations for a database; databases with the same Flyway settings share them.</summary>
    /// <exception cref="RunFailedException">Everything that is wrong with the Flyway settings.</exception>
    public MirroredMigrations For(RunMember member)
    {
        var flyway = member.Settings!.Flyway.OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s => new[] { s.Key, s.Value });
        return _migrations.GetOrAdd(
            string.Join('\0', flyway), _ => new MirroredMigrations(RunConfiguration.Create(member.Settings, member.Parameter, Folder.Path)));
    }
}

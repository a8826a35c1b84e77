using System.Runtime.ExceptionServices;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>A migration or callback that was found, and what was read of it.</summary>
/// <param name="File">The file.</param>
/// <param name="Name">What its name says.</param>
internal sealed record FoundScript(ScriptFile File, ResourceName Name)
{
    /// <summary>What its <c>.conf</c> says.</summary>
    public ScriptConfig Config { get; private set; } = ScriptConfig.None;

    /// <summary>The checksum of its text as it stands; null where it is not read before its placeholders are replaced.</summary>
    public int? Checksum { get; private set; }

    private static readonly ScriptFollower _tooLate = new();

    private ScriptFollower? _follower;

    private ExceptionDispatchInfo? Failure { get; set; }

    /// <summary>Who is to get the text while it is read, from its beginning; null: nobody.</summary>
    public ScriptFollower? Follower => Volatile.Read(ref _follower);

    /// <summary>Asks for the text while it is read; false: it has been read. Safe for concurrent use.</summary>
    public bool TryFollow(ScriptFollower follower) => Interlocked.CompareExchange(ref _follower, follower, null) is null;

    /// <summary>It has been read, or will not be: a follower that has not got all of it is abandoned.</summary>
    public void EndReading() => Interlocked.Exchange(ref _follower, _tooLate)?.Abandon();

    /// <summary>Keeps what was read.</summary>
    public void Read(ScriptConfig config, int? checksum) => (Config, Checksum) = (config, checksum);

    /// <summary>Keeps why it could not be read, for the one who needs it.</summary>
    public void Fail(MigrationException failure) => Failure = ExceptionDispatchInfo.Capture(failure);

    /// <summary>Goes on when it could be read.</summary>
    /// <exception cref="MigrationException">It could not.</exception>
    public void ThrowIfFailed() => Failure?.Throw();
}

using Daybreak.HostAgent.Connecting;

namespace Daybreak.HostAgent.Configuration;

/// <summary>The settings that say how to reach the database, before they are put together.</summary>
internal sealed record ConnectionInput
{
    /// <summary><c>url</c>, taken apart; null when none is given.</summary>
    public DatabaseUrl? Url { get; init; }

    /// <summary><c>user</c>.</summary>
    public string? User { get; init; }

    /// <summary><c>password</c>.</summary>
    public string? Password { get; init; }

    /// <summary><c>jdbcProperties.*</c>: parameters of the URL by other means; the URL's own win.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary><c>connectRetries</c>; null when not given.</summary>
    public int? ConnectRetries { get; init; }

    /// <summary><c>connectRetriesInterval</c>, seconds: the longest wait between two tries.</summary>
    public int ConnectRetriesInterval { get; init; } = 120;

    // The generated text would hold the password.
    public override string ToString() => nameof(ConnectionInput);
}

namespace Daybreak.HostAgent.Connecting;

/// <summary>A host (name, address without brackets, or the directory of a socket) and its port.</summary>
internal sealed record DatabaseEndpoint(string Host, int Port)
{
    /// <summary>PostgreSQL's port.</summary>
    public const int DefaultPort = 5432;

    /// <summary><c>host:port</c>, an IPv6 address in brackets.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}

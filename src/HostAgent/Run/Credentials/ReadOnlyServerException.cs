using Npgsql;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>
/// The server only reads: it is a reader, or a failover has begun and the name of the writer still leads to it. A lock on it would be no lock on the
/// writer.
/// </summary>
internal sealed class ReadOnlyServerException() : NpgsqlException("the server is in recovery and takes no changes");

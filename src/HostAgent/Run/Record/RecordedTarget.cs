namespace Daybreak.HostAgent.Run.Record;

/// <summary>Where the database is.</summary>
/// <param name="Host">The server.</param>
/// <param name="Port">Its port.</param>
/// <param name="DatabaseName">The PostgreSQL database.</param>
/// <param name="Authentication"><c>secret</c> or <c>iam</c>.</param>
/// <param name="SslMode">How the connection was to be encrypted and the server verified, by libpq's name.</param>
internal sealed record RecordedTarget(string Host, int Port, string DatabaseName, string Authentication, string SslMode);

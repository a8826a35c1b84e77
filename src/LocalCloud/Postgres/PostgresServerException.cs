namespace Daybreak.LocalCloud.Postgres;

/// <summary>No PostgreSQL server could be had; the message says what was tried and what to do.</summary>
internal sealed class PostgresServerException(string message, Exception? innerException = null) : Exception(message, innerException);

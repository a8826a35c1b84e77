using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>The server refused a statement, or the connection was lost while it ran.</summary>
internal sealed class StatementException : Exception
{
    /// <summary>The failure of a statement; <paramref name="statement"/> is null for the engine's own BEGIN, COMMIT or history row.</summary>
    public StatementException(SentStatement? statement, NpgsqlException cause)
        : base(cause.Message, cause)
    {
        Statement = statement;
        Cause = cause;
    }

    /// <summary>The statement; null for one of the engine's own.</summary>
    public SentStatement? Statement { get; }

    /// <summary>What Npgsql reported.</summary>
    public NpgsqlException Cause { get; }

    /// <summary>The server's report; null when the connection was lost without one.</summary>
    public PostgresException? Report => Cause as PostgresException;
}

using System.Text;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Sql;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Turns the failure of a statement into what the user reads: what, where, why and what to do. Pure.</summary>
internal static class StatementErrors
{
    /// <summary>The text: Flyway's block of SQL state, message, location and statement, with the line of the error and a caret.</summary>
    public static string Describe(string script, StatementException error)
    {
        var text = new StringBuilder($"Failed to execute script {script}\n").Append('-', 24 + script.Length).Append('\n');
        if (error.Report is not { } report)
        {
            text.Append("Message    : the connection to the server was lost: ").Append(error.Cause.Message).Append('\n');
        }
        else
        {
            text.Append("SQL State  : ").Append(report.SqlState).Append("\nError Code : 0\n");
            text.Append("Message    : ").Append(report.Severity).Append(": ").Append(report.MessageText).Append('\n');
            Append(text, "Detail     : ", report.Detail);
            Append(text, "Hint       : ", report.Hint ?? HintFor(report));
            Append(text, "Context    : ", report.Where);
        }

        if (PlaceOf(error) is { } place)
        {
            text.Append("Location   : ").Append(place).Append("\nLine       : ").Append(place.StatementLine).Append('\n').Append(place.Excerpt);
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Where in the script the server says the error is; null for the engine's own statements.</summary>
    public static ScriptPlace? PlaceOf(StatementException error)
    {
        if (error.Statement is not { } sent)
        {
            return null;
        }

        var statement = sent.ToSqlStatement();
        int? character = error.Report is { Position: > 0 } report ? report.Position : null;
        var at = character is { } position ? StatementLocator.Locate(statement, position) : statement.Start;
        return new ScriptPlace(sent.Path, sent.Start.Line, at.Line, at.Column, ErrorExcerpt.Format(statement, character).TrimEnd('\n'));
    }

    private static void Append(StringBuilder text, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(label).Append(value).Append('\n');
        }
    }

    /// <summary>The remedy for what cannot run in a transaction: 25001 active_sql_transaction, 2D000 invalid_transaction_termination.</summary>
    private static string? HintFor(PostgresException report) => report.SqlState is "25001" or "2D000"
        ? "The statement cannot run inside the migration's transaction. Put executeInTransaction=false into a file named like the script "
          + "with .conf added, so that every statement commits by itself."
        : null;
}

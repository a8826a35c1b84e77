namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// A script that cannot be read as SQL. The message states what and the remedy; the caller knows the file and adds its name.
/// </summary>
public sealed class SqlScriptException : Exception
{
    /// <summary>An error of <paramref name="code"/> (one of <see cref="SqlScriptErrorCode"/>) at <paramref name="position"/>.</summary>
    public SqlScriptException(string code, SourcePosition position, string message)
        : base(message)
    {
        Code = code;
        Position = position;
    }

    /// <summary>One of <see cref="SqlScriptErrorCode"/>; stable.</summary>
    public string Code { get; }

    /// <summary>Where it begins: of an unterminated comment or quote its first character, of COPY the statement.</summary>
    public SourcePosition Position { get; }

    /// <summary>
    /// The SQLSTATE the server would have answered with, had the text been sent: <c>42601</c> (syntax_error) for unterminated quotes and
    /// comments and for meta-commands, <c>0A000</c> (feature_not_supported) for COPY … TO STDOUT, <c>08006</c> (connection_failure) for another client encoding, both as Flyway's driver says,
    /// <c>22021</c> (character_not_in_repertoire) for a zero byte; <see langword="null"/> where the text could not have been sent at all.
    /// </summary>
    public string? SqlState => Code switch
    {
        SqlScriptErrorCode.UnterminatedComment or SqlScriptErrorCode.UnterminatedString or SqlScriptErrorCode.UnterminatedIdentifier
            or SqlScriptErrorCode.UnterminatedDollarQuote or SqlScriptErrorCode.MetaCommandNotSupported => "42601",
        SqlScriptErrorCode.CopyToStdout => "0A000",
        SqlScriptErrorCode.ClientEncodingNotSupported => "08006",
        SqlScriptErrorCode.ZeroByte => "22021",
        _ => null,
    };
}

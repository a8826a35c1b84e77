namespace Daybreak.MigrationEngine.Sql;

/// <summary>The values of <see cref="SqlScriptException.Code"/>.</summary>
public static class SqlScriptErrorCode
{
    /// <summary>A <c>/*</c> without its <c>*/</c> (comments nest, manual 4.1.5).</summary>
    public const string UnterminatedComment = "UNTERMINATED_COMMENT";

    /// <summary>A string constant without its closing quote (manual 4.1.2.1).</summary>
    public const string UnterminatedString = "UNTERMINATED_STRING";

    /// <summary>A quoted identifier without its closing quote (manual 4.1.1).</summary>
    public const string UnterminatedIdentifier = "UNTERMINATED_IDENTIFIER";

    /// <summary>A dollar-quoted string without its closing tag (manual 4.1.2.4).</summary>
    public const string UnterminatedDollarQuote = "UNTERMINATED_DOLLAR_QUOTE";

    /// <summary>COPY … FROM STDIN whose data does not end with a line <c>\.</c>.</summary>
    public const string CopyWithoutEnd = "COPY_WITHOUT_END";

    /// <summary>COPY … TO STDOUT, whose rows nobody takes.</summary>
    public const string CopyToStdout = "COPY_TO_STDOUT";

    /// <summary>SET client_encoding to another encoding than UTF-8, in which scripts are sent.</summary>
    public const string ClientEncodingNotSupported = "CLIENT_ENCODING_NOT_SUPPORTED";

    /// <summary>A command of psql, which is not SQL.</summary>
    public const string MetaCommandNotSupported = "META_COMMAND_NOT_SUPPORTED";

    /// <summary>A placeholder nobody gave a value for.</summary>
    public const string PlaceholderWithoutValue = "PLACEHOLDER_WITHOUT_VALUE";

    /// <summary>A placeholder prefix without the suffix.</summary>
    public const string UnterminatedPlaceholder = "UNTERMINATED_PLACEHOLDER";

    /// <summary>A zero byte in a statement, which no text of PostgreSQL has.</summary>
    public const string ZeroByte = "ZERO_BYTE";

    /// <summary>A statement longer than the server takes (1 GiB).</summary>
    public const string StatementTooLong = "STATEMENT_TOO_LONG";
}

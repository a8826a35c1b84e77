namespace Daybreak.MigrationEngine.Sql;

/// <summary>Why the scanner stopped.</summary>
internal enum LexerResult
{
    /// <summary>Everything was looked at and no statement ended.</summary>
    NeedMore,

    /// <summary>A statement ended with a semicolon, which is the byte before the scanner's position.</summary>
    Delimiter,

    /// <summary>The text ended, and with it the last statement, if any.</summary>
    End,

    /// <summary>The text ended inside of a quote or comment, which began at the start of the token.</summary>
    Unterminated,

    /// <summary>A backslash stands outside of quotes and comments, where SQL has none.</summary>
    MetaCommand,
}

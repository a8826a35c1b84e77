namespace Daybreak.MigrationEngine.Sql;

/// <summary>Inside of what the scanner is between two calls.</summary>
internal enum LexerMode
{
    /// <summary>Between tokens.</summary>
    Normal,

    /// <summary>A word: identifier or key word (manual 4.1.1).</summary>
    Word,

    /// <summary>A number, a parameter such as <c>$1</c>, and letters that stick to it (manual 4.1.2.6).</summary>
    Number,

    /// <summary>From a <c>$</c> that may open a dollar quote to the end of its tag.</summary>
    DollarTag,

    /// <summary>
    /// <c>'…'</c> in which a backslash is an ordinary character (manual 4.1.2.1; also <c>B''</c>, <c>X''</c>, <c>U&amp;''</c>).
    /// </summary>
    String,

    /// <summary><c>E'…'</c> in which a backslash escapes (manual 4.1.2.2).</summary>
    EscapeString,

    /// <summary><c>"…"</c> (manual 4.1.1).</summary>
    QuotedIdentifier,

    /// <summary><c>$tag$…$tag$</c> (manual 4.1.2.4).</summary>
    DollarQuote,

    /// <summary><c>--</c> to the end of the line (manual 4.1.5).</summary>
    LineComment,

    /// <summary><c>/* … */</c>, nested (manual 4.1.5).</summary>
    BlockComment,
}

namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Finds where statements end, by the lexical rules of PostgreSQL (manual 4.1) and the counting of psql (parentheses, SQL-standard function
/// bodies). It keeps its state between calls and never looks at a byte more than a fixed number of times, however the text is cut and
/// however long a token is. Offsets are relative to the text held by the caller, which must reach back to <see cref="TextStart"/> while a
/// statement is open.
/// </summary>
internal sealed partial class SqlLexer
{
    /// <summary>
    /// Comments before a statement are sent with it up to this many bytes; longer ones are left out, so that they need not be held.
    /// </summary>
    public const int LongestLeadingComments = 32 * 1024;

    private FunctionBody _body;
    private int _parentheses;
    private int _commentDepth;
    private int _wordStart;
    private bool _qualified;
    private int _regionStart;
    private bool _identifierGoesOn;
    private bool _leadingDropped;

    /// <summary>Everything before this offset has been dealt with.</summary>
    public int Position { get; private set; }

    /// <summary>Where the statement's text begins, leading comments included; -1: not yet.</summary>
    public int TextStart { get; private set; } = -1;

    /// <summary>Where the statement's first token begins; -1: no token yet.</summary>
    public int FirstToken { get; private set; } = -1;

    /// <summary>Where the quote or comment begins that the scanner is in.</summary>
    public int TokenStart { get; private set; }

    /// <summary>What the scanner is in.</summary>
    public LexerMode Mode { get; private set; }

    /// <summary>standard_conforming_strings = off: a backslash escapes in plain strings too (manual 4.1.2.2, Caution).</summary>
    public bool PlainStringsEscape { get; set; }

    /// <summary>Bytes looked at so far: for tests of linear cost.</summary>
    public long BytesVisited { get; private set; }

    /// <summary>How many bytes at the start no statement will need, at a moment when <see cref="Scan"/> needs more.</summary>
    public int Disposable => FirstToken < 0 && (TextStart < 0 || Position - TextStart > LongestLeadingComments) ? Position : 0;

    /// <summary>Goes on from <see cref="Position"/>.</summary>
    /// <param name="text">The text held.</param>
    /// <param name="final">Nothing follows it.</param>
    public LexerResult Scan(ReadOnlySpan<byte> text, bool final)
    {
        var from = Position;
        while (true)
        {
            var result = Mode switch
            {
                LexerMode.Normal => FirstToken < 0 ? BetweenStatements(text, final) : InStatement(text, final),
                LexerMode.Word => Word(text, final),
                LexerMode.Number => Number(text, final),
                LexerMode.DollarTag => DollarTag(text, final),
                LexerMode.DollarQuote => DollarQuote(text, final),
                LexerMode.String => Quoted(text, final, (byte)'\''),
                LexerMode.QuotedIdentifier => Quoted(text, final, (byte)'"'),
                LexerMode.EscapeString => EscapeString(text, final),
                LexerMode.LineComment => LineComment(text, final),
                _ => BlockComment(text, final),
            };
            if (result is { } stop)
            {
                BytesVisited += Math.Max(Position - from, 1);
                return stop;
            }
        }
    }

    /// <summary>The statement that ended was taken; the next begins at <see cref="Position"/>.</summary>
    public void BeginNext() => SkipTo(Position);

    /// <summary>What lies before <paramref name="position"/> is no part of a statement.</summary>
    public void SkipTo(int position)
    {
        Position = position;
        Mode = LexerMode.Normal;
        TextStart = FirstToken = _stringEnd = -1;
        _parentheses = 0;
        _body = default;
        _qualified = _identifierGoesOn = _leadingDropped = false;
    }

    /// <summary>The caller let go of the first <paramref name="count"/> bytes.</summary>
    public void Rebase(int count)
    {
        if (FirstToken < 0 && TextStart >= 0)
        {
            TextStart = -1;
            _leadingDropped = true;
        }
        Position -= count;
        TokenStart -= count;
    }

    private LexerResult? BetweenStatements(ReadOnlySpan<byte> text, bool final)
    {
        var rest = text[Position..];
        var blank = rest.IndexOfAnyExcept(SqlBytes.WhiteSpace);
        if (blank < 0)
        {
            Position = text.Length;
            return final ? LexerResult.End : LexerResult.NeedMore;
        }
        Position += blank;
        rest = rest[blank..];
        if (Utf8.UnicodeSpaceLength(rest) is > 0 and var length)
        {
            // The server would take it for a letter, so comments before it cannot be sent along.
            _leadingDropped |= TextStart >= 0;
            Position += length;
            return null;
        }
        if (!final && (rest is [(byte)'-'] or [(byte)'/'] || Utf8.MayBecomeUnicodeSpace(rest)))
        {
            return LexerResult.NeedMore;
        }
        switch (rest[0])
        {
            case (byte)';':
                SkipTo(Position + 1);
                return null;
            case (byte)')':
                // One too many, which Flyway leaves out.
                _leadingDropped |= TextStart >= 0;
                Position++;
                return null;
            case (byte)'\\':
                return LexerResult.MetaCommand;
            default:
                BeginCommentOrStatement(rest);
                return null;
        }
    }

    private void BeginCommentOrStatement(ReadOnlySpan<byte> rest)
    {
        if (TextStart < 0)
        {
            TextStart = Position;
        }
        if (BeginComment(rest))
        {
            return;
        }
        FirstToken = _regionStart = Position;
        if (_leadingDropped || Position - TextStart > LongestLeadingComments)
        {
            TextStart = Position;
        }
    }

    private bool BeginComment(ReadOnlySpan<byte> rest)
    {
        if (rest is not ([(byte)'-', (byte)'-', ..] or [(byte)'/', (byte)'*', ..]))
        {
            return false;
        }
        Mode = rest[0] == (byte)'-' ? LexerMode.LineComment : LexerMode.BlockComment;
        TokenStart = Position;
        Position += 2;
        _commentDepth = 1;
        return true;
    }

    private LexerResult? InStatement(ReadOnlySpan<byte> text, bool final)
    {
        if (_body.IsIrrelevant)
        {
            var hop = text[Position..].IndexOfAny(SqlBytes.Significant);
            Position = hop < 0 ? text.Length : Position + hop;
        }
        if (Position == text.Length)
        {
            return final ? LexerResult.End : LexerResult.NeedMore;
        }
        var rest = text[Position..];
        switch (rest[0])
        {
            case (byte)'\'':
                BeginString(text);
                return null;
            case (byte)'"':
                BeginQuotedIdentifier();
                return null;
            case (byte)'$':
                BeginDollar(text);
                return null;
            case (byte)';' when _parentheses == 0 && !_body.IsOpen:
                Position++;
                return LexerResult.Delimiter;
            case (byte)'-' or (byte)'/':
                return CommentOrOperator(rest, final);
            case (byte)'\\':
                return MetaCommandOrEndOfData(rest, final);
            default:
                OtherByte(rest);
                return null;
        }
    }

    /// <summary>The end of COPY data behind a statement that is no COPY is refused by the server, which knows better where the statement went wrong.</summary>
    private LexerResult? MetaCommandOrEndOfData(ReadOnlySpan<byte> rest, bool final)
    {
        if (rest.Length == 1 && !final)
        {
            return LexerResult.NeedMore;
        }
        if (rest is not [_, (byte)'.', ..])
        {
            return LexerResult.MetaCommand;
        }
        OtherByte(rest);
        return null;
    }

    private LexerResult? CommentOrOperator(ReadOnlySpan<byte> rest, bool final)
    {
        if (rest.Length == 1 && !final)
        {
            return LexerResult.NeedMore;
        }
        if (!BeginComment(rest))
        {
            OtherByte(rest);
        }
        return null;
    }

    private void OtherByte(ReadOnlySpan<byte> rest)
    {
        var b = rest[0];
        if (SqlBytes.IsIdentifierStart(b) || SqlBytes.IsDigit(b))
        {
            Mode = SqlBytes.IsDigit(b) ? LexerMode.Number : LexerMode.Word;
            _wordStart = Position;
        }
        else if (!SqlBytes.IsWhiteSpace(b))
        {
            _parentheses += b == (byte)'(' ? 1 : b == (byte)')' && _parentheses > 0 ? -1 : 0;
            _qualified = b == (byte)'.';
            _body.OtherToken();
        }
        Position++;
        EndToken();
    }

    /// <summary>The bytes from here to the next significant one may hold the word that a <c>$</c> there goes on.</summary>
    private void EndToken()
    {
        _regionStart = Position;
        _identifierGoesOn = false;
    }

    private LexerResult? Word(ReadOnlySpan<byte> text, bool final)
    {
        var end = text[Position..].IndexOfAnyExcept(SqlBytes.IdentifierPart);
        Position = end < 0 ? text.Length : Position + end;
        if (end < 0 && !final)
        {
            return LexerResult.NeedMore;
        }
        _body.Word(text[_wordStart..Position], _parentheses > 0, _qualified);
        _qualified = false;
        Mode = LexerMode.Normal;
        EndToken();
        return null;
    }

    private LexerResult? Number(ReadOnlySpan<byte> text, bool final)
    {
        var end = text[Position..].IndexOfAnyExcept(SqlBytes.TagPart);
        Position = end < 0 ? text.Length : Position + end;
        if (end < 0 && !final)
        {
            return LexerResult.NeedMore;
        }
        _body.OtherToken();
        Mode = LexerMode.Normal;
        EndToken();
        return null;
    }

    private LexerResult? LineComment(ReadOnlySpan<byte> text, bool final)
    {
        var end = text[Position..].IndexOfAny((byte)'\n', (byte)'\r');
        Position = end < 0 ? text.Length : Position + end;
        if (end < 0)
        {
            return final ? LexerResult.End : LexerResult.NeedMore;
        }
        Mode = LexerMode.Normal;
        EndToken();
        return null;
    }

    private LexerResult? BlockComment(ReadOnlySpan<byte> text, bool final)
    {
        while (_commentDepth > 0)
        {
            var mark = text[Position..].IndexOfAny((byte)'*', (byte)'/');
            Position = mark < 0 ? text.Length : Position + mark;
            if (text.Length - Position < 2)
            {
                return final ? LexerResult.Unterminated : LexerResult.NeedMore;
            }
            var change = (text[Position], text[Position + 1]) switch
            {
                ((byte)'/', (byte)'*') => 1,
                ((byte)'*', (byte)'/') => -1,
                _ => 0,
            };
            _commentDepth += change;
            Position += change == 0 ? 1 : 2;
        }
        Mode = LexerMode.Normal;
        EndToken();
        return null;
    }
}

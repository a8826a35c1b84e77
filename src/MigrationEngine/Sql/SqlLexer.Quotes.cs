namespace Daybreak.MigrationEngine.Sql;

/// <content>Strings, quoted identifiers and dollar quotes (manual 4.1.1, 4.1.2).</content>
internal sealed partial class SqlLexer
{
    private int _stringEnd = -1;
    private LexerMode _stringMode;
    private int _tagLength;
    private int _tagMatched;

    private void BeginString(ReadOnlySpan<byte> text)
    {
        if (Position != _stringEnd)
        {
            var goesOn = _stringEnd >= 0 && _stringMode == LexerMode.EscapeString
                && StringContinuation.IsBetween(text[_stringEnd..Position]);
            _stringMode = goesOn || HasEscapePrefix(text) ? LexerMode.EscapeString : LexerMode.String;
            TokenStart = Position;
        }
        _body.OtherToken();
        Mode = _stringMode;
        Position++;
    }

    /// <summary>Whether the quote here belongs to <c>E'…'</c>, or to a plain string while those escape.</summary>
    private bool HasEscapePrefix(ReadOnlySpan<byte> text)
    {
        var before = text[FirstToken..Position];
        var isPrefix = before.Length > 0 && (before.Length == 1 || !SqlBytes.IsIdentifierPart(before[^2]));
        var letter = isPrefix ? before[^1] | 0x20 : 0;
        return letter == 'e' || (PlainStringsEscape && letter is not ('b' or 'x') && before is not [.., (byte)'&']);
    }

    private void BeginQuotedIdentifier()
    {
        if (Position != _stringEnd)
        {
            TokenStart = Position;
        }
        _stringMode = LexerMode.QuotedIdentifier;
        _body.OtherToken();
        _qualified = false;
        Mode = LexerMode.QuotedIdentifier;
        Position++;
    }

    private LexerResult? Quoted(ReadOnlySpan<byte> text, bool final, byte quote)
    {
        var end = text[Position..].IndexOf(quote);
        if (end < 0)
        {
            Position = text.Length;
            return final ? LexerResult.Unterminated : LexerResult.NeedMore;
        }
        Position += end + 1;
        EndQuoted();
        return null;
    }

    /// <summary>A doubled quote ends the quoted text here and begins it again at once, which comes to the same.</summary>
    private void EndQuoted()
    {
        _stringEnd = Position;
        Mode = LexerMode.Normal;
        EndToken();
    }

    private LexerResult? EscapeString(ReadOnlySpan<byte> text, bool final)
    {
        var end = text[Position..].IndexOfAny((byte)'\'', (byte)'\\');
        Position = end < 0 ? text.Length : Position + end;
        if (text.Length - Position < (end >= 0 && text[Position] == (byte)'\\' ? 2 : 1))
        {
            return final ? LexerResult.Unterminated : LexerResult.NeedMore;
        }
        if (text[Position] == (byte)'\\')
        {
            Position += 2;
            return null;
        }
        Position++;
        EndQuoted();
        return null;
    }

    private void BeginDollar(ReadOnlySpan<byte> text)
    {
        if (IsInIdentifier(text))
        {
            Position++;
            _regionStart = Position;
            _identifierGoesOn = true;
            return;
        }
        Mode = LexerMode.DollarTag;
        TokenStart = Position;
        Position++;
    }

    private bool IsInIdentifier(ReadOnlySpan<byte> text)
    {
        var region = text[_regionStart..Position];
        var before = region.LastIndexOfAnyExcept(SqlBytes.IdentifierPart);
        var run = region[(before + 1)..];
        BytesVisited += run.Length;
        return (before < 0 && _identifierGoesOn) || run.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0;
    }

    private LexerResult? DollarTag(ReadOnlySpan<byte> text, bool final)
    {
        var length = text[Position..].IndexOfAnyExcept(SqlBytes.TagPart);
        Position = length < 0 ? text.Length : Position + length;
        if (length < 0 && !final)
        {
            return LexerResult.NeedMore;
        }
        if (length >= 0 && text[Position] == (byte)'$' && !SqlBytes.IsDigit(text[TokenStart + 1]))
        {
            Position++;
            _tagLength = Position - TokenStart;
            _tagMatched = 0;
            _body.OtherToken();
            Mode = LexerMode.DollarQuote;
            return null;
        }
        BytesVisited += Position - TokenStart;
        Position = TokenStart + 1;
        Mode = LexerMode.Normal;
        EndToken();
        return null;
    }

    private LexerResult? DollarQuote(ReadOnlySpan<byte> text, bool final)
    {
        var tag = text.Slice(TokenStart, _tagLength);
        while (Position < text.Length)
        {
            var rest = text[Position..];
            var same = _tagMatched == 0 ? 0 : rest.CommonPrefixLength(tag[_tagMatched..]);
            if (_tagMatched + same == _tagLength)
            {
                Position += same;
                Mode = LexerMode.Normal;
                EndToken();
                return null;
            }
            _tagMatched += same;
            if (same == rest.Length)
            {
                Position = text.Length;
                break;
            }
            var dollar = rest[same..].IndexOf((byte)'$');
            _tagMatched = dollar < 0 ? 0 : 1;
            Position = dollar < 0 ? text.Length : Position + same + dollar + 1;
        }
        return final ? LexerResult.Unterminated : LexerResult.NeedMore;
    }
}

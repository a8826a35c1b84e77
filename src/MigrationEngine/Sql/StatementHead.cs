using System.Text;

namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Reads the tokens of a complete statement from its start, as few as are asked for. White space and comments are passed over.
/// </summary>
internal ref struct StatementHead(ReadOnlySpan<byte> statement)
{
    private readonly int _length = statement.Length;
    private ReadOnlySpan<byte> _rest = statement;

    /// <summary>The token read last: a word, or else its first byte and whatever belongs to it; empty at the end.</summary>
    public ReadOnlySpan<byte> Token { get; private set; }

    /// <summary>Where <see cref="Token"/> begins in the statement.</summary>
    public readonly int TokenOffset => _length - _rest.Length - Token.Length;

    /// <summary>How many parentheses are open around <see cref="Token"/>; the parentheses themselves count as outside.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether <see cref="Token"/> is an unquoted identifier or key word.</summary>
    public readonly bool IsWord => !Token.IsEmpty && SqlBytes.IsIdentifierStart(Token[0]);

    /// <summary>Whether the statement has no further token.</summary>
    public readonly bool AtEnd => Token.IsEmpty;

    /// <summary>Whether <see cref="Token"/> is the key word <paramref name="keyword"/> (upper case), outside of parentheses.</summary>
    public readonly bool Is(ReadOnlySpan<byte> keyword) => Depth == 0 && Ascii.EqualsIgnoreCase(Token, keyword);

    /// <summary>Whether <see cref="Token"/> is <paramref name="keyword"/>, in parentheses or not.</summary>
    public readonly bool IsAnywhere(ReadOnlySpan<byte> keyword) => Ascii.EqualsIgnoreCase(Token, keyword);

    /// <summary>
    /// Reads on; if the next token is <paramref name="keyword"/> it is passed over and the one behind it becomes <see cref="Token"/>.
    /// </summary>
    public bool Skip(ReadOnlySpan<byte> keyword)
    {
        if (!Is(keyword))
        {
            return false;
        }
        Next();
        return true;
    }

    /// <summary>Reads the next token; false at the end.</summary>
    public bool Next()
    {
        SkipBlank();
        if (!Token.IsEmpty && Token[0] == (byte)'(')
        {
            Depth++;
        }
        var length = _rest.IsEmpty ? 0 : TokenLength(_rest);
        Token = _rest[..length];
        _rest = _rest[length..];
        if (!Token.IsEmpty && Token[0] == (byte)')' && Depth > 0)
        {
            Depth--;
        }
        return length > 0;
    }

    /// <summary>Reads the next token outside of parentheses; false at the end.</summary>
    public bool NextOutside()
    {
        while (Next())
        {
            if (Depth == 0 && Token[0] is not ((byte)'(' or (byte)')'))
            {
                return true;
            }
        }
        return false;
    }

    private void SkipBlank()
    {
        while (!_rest.IsEmpty)
        {
            if (SqlBytes.IsWhiteSpace(_rest[0]))
            {
                _rest = _rest.TrimStart(" \t\n\v\f\r"u8);
            }
            else if (TokenSpan.OfComment(_rest) is > 0 and var comment)
            {
                _rest = _rest[comment..];
            }
            else if (Utf8.UnicodeSpaceLength(_rest) is > 0 and var length && Token.IsEmpty)
            {
                _rest = _rest[length..];
            }
            else
            {
                return;
            }
        }
    }

    private static int TokenLength(ReadOnlySpan<byte> text)
    {
        var first = text[0];
        if (SqlBytes.IsIdentifierStart(first))
        {
            var end = text.IndexOfAnyExcept(SqlBytes.IdentifierPart);
            var word = end < 0 ? text.Length : end;
            return word == 1 && text is [(byte)'e' or (byte)'E', (byte)'\'', ..] ? 1 + TokenSpan.OfString(text[1..], escapes: true) : word;
        }
        if (SqlBytes.IsDigit(first))
        {
            var end = text.IndexOfAnyExcept(SqlBytes.TagPart);
            return end < 0 ? text.Length : end;
        }
        return first switch
        {
            (byte)'\'' => TokenSpan.OfString(text, escapes: false),
            (byte)'"' => TokenSpan.OfQuoted(text),
            (byte)'$' => TokenSpan.OfDollar(text),
            _ => 1,
        };
    }
}

using System.Globalization;
using System.Text;

namespace Daybreak.HostAgent.Configuration;

/// <summary>The characters of a TOML text: a position, white space and strings.</summary>
internal sealed class TomlReader(string text)
{
    private readonly string _text = text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF');
    private int _position;

    /// <summary>The next character; <c>'\0'</c> at the end.</summary>
    public char Current => _position < _text.Length ? _text[_position] : '\0';

    public bool AtEnd => _position >= _text.Length;

    public void Advance(int count = 1) => _position += count;

    public bool StartsWith(string expected) => string.CompareOrdinal(_text, _position, expected, 0, expected.Length) == 0;

    /// <summary>Takes the character, or fails.</summary>
    public void Expect(char expected)
    {
        if (Current != expected)
        {
            throw Error($"expected '{expected}'");
        }

        Advance();
    }

    public void SkipBlanks()
    {
        while (Current is ' ' or '\t')
        {
            Advance();
        }
    }

    /// <summary>Skips blanks, line ends and comments.</summary>
    public void SkipLines()
    {
        while (true)
        {
            SkipBlanks();
            if (Current == '#')
            {
                SkipComment();
            }
            else if (Current == '\n')
            {
                Advance();
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Demands that nothing but a comment follows on the line.</summary>
    public void ExpectLineEnd()
    {
        SkipBlanks();
        if (Current == '#')
        {
            SkipComment();
        }

        if (!AtEnd && Current != '\n')
        {
            throw Error("expected the end of the line");
        }
    }

    /// <summary>Takes characters while they fit; may be empty.</summary>
    public string TakeWhile(Func<char, bool> fits)
    {
        var start = _position;
        while (!AtEnd && fits(Current))
        {
            Advance();
        }

        return _text[start.._position];
    }

    /// <summary>Takes a string of any of the four kinds; the position is at its first quote.</summary>
    public string TakeString()
    {
        var quote = Current;
        var multiline = StartsWith(new string(quote, 3));
        var opening = _position;
        Advance(multiline ? 3 : 1);
        if (multiline && Current == '\n')
        {
            Advance();
        }

        var value = new StringBuilder();
        while (!Closes(quote, multiline))
        {
            if (AtEnd || (Current == '\n' && !multiline))
            {
                throw ErrorAt("unterminated string", opening);
            }

            if (Current == '\\' && quote == '"')
            {
                Advance();
                TakeEscape(value, multiline);
                continue;
            }

            value.Append(Current);
            Advance();
        }

        return value.ToString();
    }

    public TomlException Error(string message) => ErrorAt(message, _position);

    // Up to two quotes may stand right before the closing three.
    private bool Closes(char quote, bool multiline)
    {
        var delimiter = multiline ? new string(quote, 3) : quote.ToString();
        if (!StartsWith(delimiter) || (multiline && StartsWith(delimiter + quote)))
        {
            return false;
        }

        Advance(delimiter.Length);
        return true;
    }

    private void TakeEscape(StringBuilder value, bool multiline)
    {
        var escape = Current;
        if (multiline && escape is '\n' or ' ' or '\t')
        {
            TakeWhile(char.IsWhiteSpace);
            return;
        }

        Advance();
        switch (escape)
        {
            case 'b': value.Append('\b'); break;
            case 't': value.Append('\t'); break;
            case 'n': value.Append('\n'); break;
            case 'f': value.Append('\f'); break;
            case 'r': value.Append('\r'); break;
            case 'e': value.Append('\u001b'); break;
            case '"' or '\\': value.Append(escape); break;
            case 'u': value.Append(TakeCodePoint(4)); break;
            case 'U': value.Append(TakeCodePoint(8)); break;
            default: throw ErrorAt($"unknown escape '\\{escape}' (write '\\\\' for a backslash, or use single quotes)", _position - 2);
        }
    }

    private string TakeCodePoint(int digits)
    {
        var valid = _position + digits <= _text.Length
            & int.TryParse(
                _text.AsSpan(Math.Min(_position, _text.Length), Math.Min(digits, _text.Length - _position)),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var code);
        if (!valid || !Rune.IsValid(code))
        {
            throw Error("not a Unicode character");
        }

        Advance(digits);
        return new Rune(code).ToString();
    }

    private void SkipComment()
    {
        while (!AtEnd && Current != '\n')
        {
            Advance();
        }
    }

    private TomlException ErrorAt(string message, int position)
    {
        var before = _text.AsSpan(0, Math.Clamp(position, 0, _text.Length));
        return new TomlException(message, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}

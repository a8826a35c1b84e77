namespace Daybreak.HostAgent.Configuration;

/// <summary>
/// Parses TOML into dotted keys and their values, arrays as lists. Dates and floats are kept as their text.
/// </summary>
internal sealed class TomlParser
{
    private readonly TomlReader _reader;
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TomlValue> _values = new(StringComparer.Ordinal);

    private TomlParser(string text) => _reader = new TomlReader(text);

    /// <summary>Parses a text. Keys are joined with dots; a part that holds a dot itself cannot be told apart, as in Flyway.</summary>
    /// <exception cref="TomlException">The text is not TOML.</exception>
    public static IReadOnlyDictionary<string, TomlValue> Parse(string text)
    {
        var parser = new TomlParser(text);
        parser.ParseDocument();
        return parser._values;
    }

    private void ParseDocument()
    {
        var table = string.Empty;
        for (_reader.SkipLines(); !_reader.AtEnd; _reader.SkipLines())
        {
            if (_reader.Current == '[')
            {
                table = ParseHeader();
            }
            else
            {
                ParsePair(table);
            }

            _reader.ExpectLineEnd();
        }
    }

    private string ParseHeader()
    {
        if (_reader.StartsWith("[["))
        {
            throw _reader.Error("arrays of tables have no meaning for Flyway");
        }

        _reader.Advance();
        var table = ParseKey();
        if (!_tables.Add(table))
        {
            throw _reader.Error($"the table [{table}] is there twice");
        }

        _reader.Expect(']');
        return table + ".";
    }

    private void ParsePair(string prefix)
    {
        var key = prefix + ParseKey();
        _reader.Expect('=');
        _reader.SkipBlanks();
        if (_reader.Current == '{')
        {
            ParseInlineTable(key + ".");
            return;
        }

        var value = ParseValue();
        if (!_values.TryAdd(key, value))
        {
            throw _reader.Error($"the key {key} is there twice");
        }
    }

    private string ParseKey()
    {
        var parts = new List<string>();
        do
        {
            if (parts.Count > 0)
            {
                _reader.Advance();
            }

            _reader.SkipBlanks();
            parts.Add(_reader.Current is '"' or '\'' ? _reader.TakeString() : _reader.TakeWhile(IsBare));
            if (parts[^1].Length == 0)
            {
                throw _reader.Error("expected a key");
            }

            _reader.SkipBlanks();
        }
        while (_reader.Current == '.');
        return string.Join('.', parts);
    }

    private void ParseInlineTable(string prefix)
    {
        _reader.Expect('{');
        _reader.SkipLines();
        while (_reader.Current != '}')
        {
            ParsePair(prefix);
            _reader.SkipLines();
            if (_reader.Current != '}')
            {
                _reader.Expect(',');
                _reader.SkipLines();
            }
        }

        _reader.Advance();
    }

    private TomlValue ParseValue() => _reader.Current switch
    {
        '[' => ParseArray(),
        '"' or '\'' => new TomlValue(_reader.TakeString(), null),
        _ => new TomlValue(ParseBareValue(), null),
    };

    private TomlValue ParseArray()
    {
        var items = new List<string>();
        _reader.Expect('[');
        _reader.SkipLines();
        while (_reader.Current != ']')
        {
            if (_reader.Current is '[' or '{')
            {
                throw _reader.Error("expected a string in the list");
            }

            items.Add(ParseValue().Text);
            _reader.SkipLines();
            if (_reader.Current != ']')
            {
                _reader.Expect(',');
                _reader.SkipLines();
            }
        }

        _reader.Advance();
        return new TomlValue(string.Join(',', items), items);
    }

    // Booleans, numbers and dates.
    private string ParseBareValue()
    {
        var text = _reader.TakeWhile(letter => IsBare(letter) || letter is '+' or '.' or ':');
        return text is "true" or "false" || (text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '+' or '-'))
            ? text.Replace("_", string.Empty, StringComparison.Ordinal)
            : throw _reader.Error("expected a value: a string in quotes, true, false, a number or a list");
    }

    private static bool IsBare(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-';
}

using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Reads TOML as dotted keys and their values, arrays as lists. Numbers and dates stay the text they are.</summary>
internal sealed class TomlText
{
    private readonly Dictionary<string, TomlValue> _values = new(StringComparer.Ordinal);

    private TomlText()
    {
    }

    /// <summary>Parses a text. Keys are joined with dots; a part that holds a dot itself cannot be told apart, as in Flyway.</summary>
    /// <exception cref="TomlException">The text is not TOML, or has something that means nothing to Flyway: arrays of tables or of arrays.</exception>
    public static IReadOnlyDictionary<string, TomlValue> Parse(string text)
    {
        var document = SyntaxParser.Parse(text.TrimStart('\uFEFF'), validate: true);
        if (document.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Kind == DiagnosticMessageKind.Error) is { } error)
        {
            throw Error(error.Span, error.Message);
        }

        var toml = new TomlText();
        toml.Add(string.Empty, document.KeyValues);
        foreach (var table in document.Tables)
        {
            toml.Add(table is TableSyntax ? Text(table.Name!) + "." : throw Error(table.Span, "Arrays of tables have no meaning for Flyway"), table.Items);
        }

        return toml._values;
    }

    private void Add(string prefix, IEnumerable<KeyValueSyntax> pairs)
    {
        foreach (var pair in pairs)
        {
            var key = prefix + Text(pair.Key!);
            switch (pair.Value)
            {
                case InlineTableSyntax table:
                    Add(key + ".", table.Items.Select(item => item.KeyValue!));
                    break;
                case ArraySyntax array:
                    string[] items = [.. array.Items.Select(item => Text(item.Value!))];
                    _values[key] = new TomlValue(string.Join(',', items), items);
                    break;
                default:
                    _values[key] = new TomlValue(Text(pair.Value!), null);
                    break;
            }
        }
    }

    private static string Text(KeySyntax key) => string.Join('.', key.DotKeys.Select(item => item.Key!).Prepend(key.Key!).Select(Text));

    private static string Text(BareKeyOrStringValueSyntax part) => part switch
    {
        StringValueSyntax text => text.Value!,
        BareKeySyntax bare => bare.Key!.Text!,
        _ => throw Error(part.Span, "Expected a key"),
    };

    private static string Text(ValueSyntax value) => value switch
    {
        StringValueSyntax text => text.Value!,
        BooleanValueSyntax truth => truth.Token!.Text!,
        IntegerValueSyntax number => number.Token!.Text!.Replace("_", string.Empty, StringComparison.Ordinal),
        FloatValueSyntax number => number.Token!.Text!.Replace("_", string.Empty, StringComparison.Ordinal),
        DateTimeValueSyntax moment => moment.Token!.Text!,
        _ => throw Error(value.Span, "Lists of lists and of tables have no meaning for Flyway"),
    };

    private static TomlException Error(SourceSpan span, string message) => new(message, span.Start.Line + 1, span.Start.Column + 1);
}

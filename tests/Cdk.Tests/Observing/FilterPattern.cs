using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daybreak.Cdk.Tests.Observing;

/// <summary>
/// The part of CloudWatch's filter patterns for JSON that the stack uses: equality with a text (in which * stands for anything) or the
/// lack of it, comparison with a number, IS NULL, and, or, and brackets.
/// </summary>
internal sealed partial class FilterPattern
{
    private readonly Queue<string> tokens;
    private readonly JsonNode logged;

    private FilterPattern(string pattern, JsonNode logged)
    {
        var inside = pattern.Trim();
        Assert.True(inside.StartsWith('{') && inside.EndsWith('}'), $"{pattern} is no pattern for JSON");
        tokens = new Queue<string>(Token().Matches(inside[1..^1]).Select(match => match.Value));
        this.logged = logged;
    }

    /// <summary>Whether the pattern finds an event.</summary>
    public static bool Finds(string pattern, JsonNode logged)
    {
        var parser = new FilterPattern(pattern, logged);
        var found = parser.Or();
        Assert.Empty(parser.tokens);
        return found;
    }

    private bool Or()
    {
        var found = And();
        while (Skip("||"))
        {
            found |= And();
        }

        return found;
    }

    private bool And()
    {
        var found = Term();
        while (Skip("&&"))
        {
            found &= Term();
        }

        return found;
    }

    private bool Term()
    {
        if (Skip("("))
        {
            var inner = Or();
            Assert.Equal(")", tokens.Dequeue());
            return inner;
        }

        var (isThere, value) = Select(tokens.Dequeue());
        return tokens.Dequeue() switch
        {
            "IS NULL" => isThere && value is null,
            "=" => value is not null && Matches(tokens.Dequeue(), value.ToString()) || Nothing(value),
            "!=" => value is not null && !Matches(tokens.Dequeue(), value.ToString()) || Nothing(value),
            ">=" => Number(tokens.Dequeue()) is var least && value is not null && Number(value.ToString()) >= least,
            var other => throw new InvalidOperationException($"'{other}' is not known"),
        };
    }

    // The right side of a comparison with something that is not there has to be skipped, too.
    private bool Nothing(JsonNode? value)
    {
        if (value is null)
        {
            tokens.Dequeue();
        }

        return false;
    }

    private (bool IsThere, JsonNode? Value) Select(string selector)
    {
        Assert.StartsWith("$.", selector, StringComparison.Ordinal);
        JsonNode? node = logged;
        foreach (var name in selector[2..].Split('.'))
        {
            if (node is not JsonObject map || !map.ContainsKey(name))
            {
                return (false, null);
            }

            node = map[name];
        }

        return (true, node);
    }

    private static bool Matches(string quoted, string text) =>
        Regex.IsMatch(text, $"^{Regex.Escape(quoted.Trim('"')).Replace("\\*", ".*", StringComparison.Ordinal)}$");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private bool Skip(string token)
    {
        var isNext = tokens.TryPeek(out var next) && next == token;
        if (isNext)
        {
            tokens.Dequeue();
        }

        return isNext;
    }

    [GeneratedRegex(@"""[^""]*""|IS NULL|\$[\w.$-]+|&&|\|\||!=|>=|=|[()]|[\d.]+")]
    private static partial Regex Token();
}

namespace Daybreak.MigrationEngine.History;

/// <summary>Quoting for statements the engine writes itself (PostgreSQL manual 4.1.1 and 4.1.2).</summary>
internal static class Identifier
{
    /// <summary><c>"name"</c>, quotes doubled.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary><c>"schema"."name"</c>.</summary>
    public static string Quote(string schema, string name) => $"{Quote(schema)}.{Quote(name)}";

    /// <summary><c>'text'</c>, or <c>E'text'</c> where a backslash is in it: the same whatever standard_conforming_strings says.</summary>
    public static string Literal(string text)
    {
        var quoted = $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        return text.Contains('\\', StringComparison.Ordinal) ? $"E{quoted.Replace("\\", "\\\\", StringComparison.Ordinal)}" : quoted;
    }

    /// <summary>The names of a list such as <c>"app","Other ""Q"""</c>, as a SCHEMA row holds it.</summary>
    public static IEnumerable<string> ParseList(string quoted)
    {
        var name = new System.Text.StringBuilder();
        var inside = false;
        for (var i = 0; i < quoted.Length; i++)
        {
            if (quoted[i] == '"' && inside && i + 1 < quoted.Length && quoted[i + 1] == '"')
            {
                name.Append('"');
                i++;
            }
            else if (quoted[i] == '"')
            {
                inside = !inside;
            }
            else if (quoted[i] == ',' && !inside)
            {
                yield return name.ToString();
                name.Clear();
            }
            else
            {
                name.Append(quoted[i]);
            }
        }

        yield return name.ToString();
    }
}

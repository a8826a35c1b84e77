namespace Daybreak.LocalCloud.Ssm;

/// <summary>Keeps as much of a script's output as the agent does.</summary>
internal static class OutputText
{
    /// <summary>Characters of <c>StandardOutputContent</c>.</summary>
    public const int StandardOutputLimit = 24_000;

    /// <summary>Characters of <c>StandardErrorContent</c>.</summary>
    public const int StandardErrorLimit = 8_000;

    /// <summary>Characters of a plugin's <c>Output</c> in ListCommandInvocations.</summary>
    public const int PluginLimit = 2_500;

    private const string Suffix = "--output truncated--";

    /// <summary>The text, or as much of its beginning as leaves room for the agent's suffix.</summary>
    public static string Truncate(string text, int limit) => text.Length <= limit ? text : text[..(limit - Suffix.Length)] + Suffix;

    /// <summary>Both streams as the agent joins them for a plugin's output.</summary>
    public static string Plugin(string standardOutput, string standardError) =>
        Truncate(standardError.Length == 0 ? standardOutput : $"{standardOutput}\n----------ERROR-------\n{standardError}", PluginLimit);

    /// <summary>Reads a stream to its end and keeps its beginning, so that a chatty script cannot fill the memory.</summary>
    public static async Task<string> ReadAsync(TextReader reader, int limit)
    {
        var kept = new System.Text.StringBuilder();
        var buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            // One character more than the limit shows that there was more.
            kept.Append(buffer, 0, Math.Min(count, limit + 1 - kept.Length));
        }

        return Truncate(kept.ToString(), limit);
    }
}

namespace Daybreak.MigrationEngine.Model;

/// <summary>How values are cut to the history table's columns.</summary>
public static class HistoryColumns
{
    private const int DescriptionLength = 200;
    private const int ScriptLength = 1000;

    /// <summary>A description as it is stored: of more than 200 characters the first 197 and three dots.</summary>
    public static string Description(string description) =>
        description.Length <= DescriptionLength ? description : string.Concat(description.AsSpan(0, DescriptionLength - 3), "...");

    /// <summary>A script as it is stored: of more than 1000 characters three dots and what follows the third character, cut to 1000.</summary>
    public static string Script(string script) =>
        script.Length <= ScriptLength ? script : string.Concat("...", script.AsSpan(3, ScriptLength - 3));
}

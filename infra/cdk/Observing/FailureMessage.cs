namespace Daybreak.Cdk.Observing;

/// <summary>The message about a failed run.</summary>
internal static class FailureMessage
{
    /// <summary>The values by name.</summary>
    public static Dictionary<string, string> Paths { get; } = new()
    {
        ["database"] = "$.detail.database",
        ["stage"] = "$.detail.stage",
        ["command"] = "$.detail.command",
        ["outcome"] = "$.detail.outcome",
        ["run"] = "$.detail.runId",
        ["applied"] = "$.detail.applied",
        ["version"] = "$.detail.versionAfter",
        ["file"] = "$.detail.error.file",
        ["line"] = "$.detail.error.line",
        ["code"] = "$.detail.error.code",
        ["message"] = "$.detail.error.message",
        ["record"] = "$.detail.record",
        ["event"] = "$.id",
    };

    /// <summary>The message.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="records">The page with the database's run records.</param>
    public static EventMessage Of(string stage, string records) => new()
    {
        Paths = Paths,
        Title = "Daybreak: <command> of database <database> in stage <stage>: <outcome>",
        Lines =
        [
            "Error <code> in file <file>, line <line>: <message>",
            "Schema version now: <version>; this run applied <applied> migrations, which stay applied.",
            "Run <run>, record: <record>",
            $"Records of this database: {records}",
            "What to do: correct the file and upload it again; the upload starts the next run.",
            "After a correction elsewhere (settings, permissions, the database), run it again:",
            EventMessage.Again(stage),
        ],
    };
}

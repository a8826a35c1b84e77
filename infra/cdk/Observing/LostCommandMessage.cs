namespace Daybreak.Cdk.Observing;

/// <summary>The message about a command that came to an end which no run can have told of: never delivered, timed out or cancelled.</summary>
internal static class LostCommandMessage
{
    private static readonly Dictionary<string, string> Paths = new()
    {
        ["database"] = "$.detail.parameters.Database[0]",
        ["command"] = "$.detail.parameters.Command[0]",
        ["run"] = "$.detail.parameters.RunId[0]",
        ["id"] = "$.detail.command-id",
        ["status"] = "$.detail.status",
        ["event"] = "$.id",
    };

    /// <summary>The message.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="records">The page with the database's run records.</param>
    public static EventMessage Of(string stage, string records) => new()
    {
        Paths = Paths,
        Title = $"Daybreak: <command> of database <database> in stage {stage}: SSM gave the command up, <status>",
        Lines =
        [
            "Run <run>, SSM command <id>. It never began, or was cut off: what it had committed by then stays.",
            "What became of it on each host:",
            "aws ssm list-command-invocations --command-id <id>",
            $"Records of this database: {records}",
            "What to do: see that a host is there and connected to SSM, then run it again; the run closes what was left open:",
            EventMessage.Again(stage),
        ],
    };
}

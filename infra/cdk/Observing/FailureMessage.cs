using System.Text.Json;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Observing;

/// <summary>
/// The message about a failed run, as an input transformer. EventBridge puts the event's values between the angle brackets; those in the
/// command line are the ones that docs/contracts.md gives a pattern for.
/// </summary>
internal static class FailureMessage
{
    /// <summary>How the keys of a database's run records begin (docs/run-record.md).</summary>
    public const string RecordsPrefix = "<database>/";

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

    /// <summary>The lines of a mail, each a JSON string, as the transformer wants them.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="records">The page with the database's run records.</param>
    public static string Mail(string stage, string records) => string.Join('\n', Lines(stage, records).Select(line => $"\"{line}\""));

    /// <summary>The custom notification that the chat client understands.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="records">The page with the database's run records.</param>
    public static string Chat(string stage, string records)
    {
        var text = JsonSerializer.Serialize(string.Join('\n', Lines(stage, records)[1..]), Plain);
        return $$$"""{"version":"1.0","source":"custom","content":{"textType":"client-markdown","title":"{{{Title}}}","description":{{{text}}}}}""";
    }

    private const string Title = "Daybreak: <command> of database <database> in stage <stage>: <outcome>";

    // The brackets must stay as they are.
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string[] Lines(string stage, string records) =>
    [
        Title,
        "Error <code> in file <file>, line <line>: <message>",
        "Schema version now: <version>; this run applied <applied> migrations, which stay applied.",
        "Run <run>, record: <record>",
        $"Records of this database: {records}",
        "What to do: correct the file and upload it again; the upload starts the next run.",
        "After a correction elsewhere (settings, permissions, the database), run it again:",
        $"aws ssm send-command --document-name {ContractNames.Document(stage)} --targets Key=tag:{ContractNames.HostTag},Values={stage} "
            + "--parameters Database=<database>,Command=<command>,RunId=again-<event>",
    ];
}

using System.Text.Json;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Observing;

/// <summary>A message about an event, as an input transformer: EventBridge puts the event's values between the angle brackets.</summary>
internal sealed record EventMessage
{
    /// <summary>How the keys of a database's run records begin (docs/run-record.md).</summary>
    public const string RecordsPrefix = "<database>/";

    // The brackets must stay as they are.
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where the values are in the event, by name; what an event lacks is left out of the text.</summary>
    public required Dictionary<string, string> Paths { get; init; }

    /// <summary>What has happened.</summary>
    public required string Title { get; init; }

    /// <summary>What is known of it, and what to do; without double quotes.</summary>
    public required string[] Lines { get; init; }

    /// <summary>The lines of a mail, each a JSON string, as the transformer wants them.</summary>
    public string Mail() => string.Join('\n', Lines.Prepend(Title).Select(line => $"\"{line}\""));

    /// <summary>The custom notification that the chat client understands.</summary>
    public string Chat()
    {
        var text = JsonSerializer.Serialize(string.Join('\n', Lines), Plain);
        return $$$"""{"version":"1.0","source":"custom","content":{"textType":"client-markdown","title":"{{{Title}}}","description":{{{text}}}}}""";
    }

    /// <summary>
    /// The command line that sends the command again, for messages with <c>database</c>, <c>command</c> and <c>event</c>: docs/contracts.md
    /// gives each a pattern.
    /// </summary>
    public static string Again(string stage) =>
        $"aws ssm send-command --document-name {ContractNames.Document(stage)} --targets Key=tag:{ContractNames.HostTag},Values={stage} "
        + "--parameters Database=<database>,Command=<command>,RunId=again-<event>";
}

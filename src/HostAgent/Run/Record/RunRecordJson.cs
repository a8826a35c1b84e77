using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>How records, summaries and events are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunningRecord))]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(RunEventDetail))]
[JsonSerializable(typeof(FleetRecord))]
[JsonSerializable(typeof(FleetSummary))]
internal sealed partial class RunRecordJson : JsonSerializerContext
{
    /// <summary>For people and machines.</summary>
    public static RunRecordJson Indented { get; } = new(Write(indented: true));

    /// <summary>For one line.</summary>
    public static RunRecordJson OneLine { get; } = new(Write(indented: false));

    // Nothing of it is put into HTML: quotes and angle brackets of SQL stay readable.
    private static JsonSerializerOptions Write(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = indented,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

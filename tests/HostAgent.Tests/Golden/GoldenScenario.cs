using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Daybreak.HostAgent.Tests.Golden;

/// <summary>One recorded scenario; the format is described in README.md beside it.</summary>
public sealed class GoldenScenario : IXunitSerializable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "scenarios");
    private readonly Lazy<JsonObject> _data;

    /// <summary>For xunit, which fills it in by <see cref="Deserialize"/>.</summary>
    public GoldenScenario()
        : this(string.Empty)
    {
    }

    public GoldenScenario(string name)
    {
        Name = name;
        _data = new Lazy<JsonObject>(() => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, Name + ".json")))!.AsObject());
    }

    public string Name { get; private set; }

    /// <summary>The first part of the name.</summary>
    public string Area => Name.Split('-')[0];

    public IEnumerable<JsonObject> Steps => _data.Value["steps"]!.AsArray().Select(step => step!.AsObject());

    /// <summary>Schema and name of the history table of a step.</summary>
    public (string Schema, string Table) HistoryTable(JsonObject step) =>
        (step["historyTable"] ?? _data.Value["historyTable"]) is JsonArray table
            ? ((string)table[0]!, (string)table[1]!)
            : ("public", "flyway_schema_history");

    /// <summary>Descriptions whose checksum changes from run to run.</summary>
    public IReadOnlySet<string> MaskedChecksums => Strings("maskChecksumOf").ToHashSet();

    /// <summary>Statements that remove what the scenario left outside its database.</summary>
    public IReadOnlyList<string> Teardown => Strings("teardownSql");

    /// <summary>All scenarios, by name.</summary>
    public static IReadOnlyList<GoldenScenario> All { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(file => new GoldenScenario(Path.GetFileNameWithoutExtension(file)))];

    public static TheoryData<GoldenScenario> Of(IReadOnlyCollection<string> areas) =>
        new(All.Where(scenario => areas.Contains(scenario.Area)));

    public void Deserialize(IXunitSerializationInfo info) => Name = info.GetValue<string>(nameof(Name));

    public void Serialize(IXunitSerializationInfo info) => info.AddValue(nameof(Name), Name);

    public override string ToString() => Name;

    private string[] Strings(string key) => _data.Value[key] is JsonArray texts ? [.. texts.Select(text => (string)text!)] : [];
}

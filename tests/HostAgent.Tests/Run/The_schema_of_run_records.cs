using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Tests.Run;

/// <summary>docs/run-record.md against the records that runs write.</summary>
public sealed partial class The_schema_of_run_records : IAsyncLifetime
{
    private const string Empty = """{ "manifestVersion": 1, "createdAt": "2026-01-01T00:00:00Z", "commit": "c", "author": "a", "files": [FILES] }""";

    private static readonly string _page = Page();
    private MigratedDatabase _users = null!;

    public async Task InitializeAsync() => _users = await MigratedDatabase.CreateAsync();

    public async Task DisposeAsync() => await _users.DisposeAsync();

    [Fact]
    public async Task Has_every_name_with_its_type_and_no_other()
    {
        await _users.PutAsync("../V9__up.sql", "SELECT 1;");
        await _users.PutAsync("V1__a.sql", "CREATE TABLE a (id int);");
        await _users.RunAsync("plan", "planned");
        await _users.RunAsync("migrate", "succeeded");
        await _users.PutAsync("V2__b.sql", "CREATE TABEL b (id int);");
        await _users.RunAsync("migrate", "failed");
        await _users.PutAsync("daybreak-manifest.json", Empty.Replace("FILES", "", StringComparison.Ordinal));
        await _users.RunAsync("info", "released");
        await _users.PutAsync(
            "daybreak-manifest.json",
            Empty.Replace("FILES", """{ "key": "V3__c.sql", "size": 1, "sha256": "00" }""", StringComparison.Ordinal));
        await _users.RunAsync("migrate", "incomplete");
        _users.Configure("""{ "connectRetries": 0 }""", port: 9);
        await _users.RunAsync("migrate", "unreachable");

        var tables = Tables("## Schema, version 1", "## Fleets");
        foreach (var runId in new[] { "planned", "succeeded", "failed", "released", "incomplete", "unreachable" })
        {
            var record = (await _users.RecordAsync(runId)).AsObject();
            Check(record, tables, "", runId);
            Assert.Contains($"`{record["outcome"]}`", tables[""]["outcome"].Content, StringComparison.Ordinal);
            CheckAll(record, tables, ["snapshot", "error"], runId);
            CheckEach(record, tables, ["applied", "pending"], runId);
        }

        // What is not compared proves nothing.
        Assert.NotEmpty((await _users.RecordAsync("planned"))["pending"]!.AsArray());
        Assert.NotEmpty((await _users.RecordAsync("succeeded"))["applied"]!.AsArray());
        Assert.NotNull((await _users.RecordAsync("failed"))["error"]!["statement"]);
        Assert.NotNull((await _users.RecordAsync("released"))["snapshot"]!["release"]);
    }

    [Fact]
    public void Has_every_name_of_the_last_line_and_of_the_event()
    {
        var text = Section("## The last line on stdout", "\n## ");

        Assert.All(Names(RunRecordJson.Indented.RunSummary), name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
        Assert.All(Names(RunRecordJson.Indented.RunSummaryError), name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
        Assert.All(
            Names(RunRecordJson.Indented.RunEventDetail),
            name => Assert.True(text.Contains($"`{name}`", StringComparison.Ordinal), name));
    }

    [Fact]
    public void Has_every_name_of_the_record_of_a_fleet()
    {
        var text = Section("## Fleets", "\n## ");

        foreach (var type in new JsonTypeInfo[]
            { RunRecordJson.Indented.FleetRecord, RunRecordJson.Indented.FleetCounts, RunRecordJson.Indented.FleetMemberRecord })
        {
            Assert.All(Names(type), name => Assert.True(text.Contains($"`{name}`", StringComparison.Ordinal), name));
        }
    }

    private static void CheckAll(JsonObject record, Dictionary<string, Dictionary<string, Row>> tables, string[] names, string place)
    {
        foreach (var name in names.Where(name => record[name] is not null))
        {
            Check(record[name]!.AsObject(), tables, name, place);
        }
    }

    private static void CheckEach(JsonObject record, Dictionary<string, Dictionary<string, Row>> tables, string[] names, string place)
    {
        foreach (var (name, item) in names.SelectMany(name => record[name]!.AsArray().Select(item => (name, item))))
        {
            Check(item!.AsObject(), tables, name, place);
        }
    }

    private static void Check(JsonObject written, Dictionary<string, Dictionary<string, Row>> tables, string which, string place)
    {
        var table = tables[which];
        Assert.Equal(table.Keys.Order(StringComparer.Ordinal), written.Select(p => p.Key).Order(StringComparer.Ordinal));
        foreach (var (name, value) in written)
        {
            var row = table[name];
            Assert.True(row.Admits(value), $"{place}: '{which}.{name}' is to be {row.Type}, not {value?.ToJsonString() ?? "null"}.");
            // Where the page gives no table of its own, it names what is in it beside it.
            if (!tables.ContainsKey(name))
            {
                Assert.All(Inner(value), inner => Assert.True(row.Content.Contains($"`{inner}`", StringComparison.Ordinal), $"{place}: {name}.{inner}"));
            }
        }
    }

    private static IEnumerable<string> Inner(JsonNode? value) => value switch
    {
        JsonObject one => one.Select(p => p.Key),
        JsonArray list => list.OfType<JsonObject>().SelectMany(item => item.Select(p => p.Key)).Distinct(),
        _ => [],
    };

    // The table of the record itself is under the empty name.
    private static Dictionary<string, Dictionary<string, Row>> Tables(string from, string to)
    {
        var tables = new Dictionary<string, Dictionary<string, Row>> { [""] = [] };
        string[] current = [""];
        foreach (var line in Section(from, to).Split('\n'))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                current = [.. Quoted().Matches(line).Select(m => m.Groups[1].Value)];
                foreach (var name in current)
                {
                    tables[name] = [];
                }
            }
            else if (line.StartsWith("| `", StringComparison.Ordinal))
            {
                var cells = line.Split('|', 4);
                foreach (var (table, name) in current.SelectMany(t => Quoted().Matches(cells[1]).Select(m => (t, m.Groups[1].Value))))
                {
                    tables[table].Add(name, new Row(cells[2].Trim(), cells[3]));
                }
            }
        }

        return tables;
    }

    // What is not written has no getter.
    private static IEnumerable<string> Names(JsonTypeInfo type) => type.Properties.Where(p => p.Get is not null).Select(p => p.Name);

    private static string Section(string from, string to)
    {
        var start = _page.IndexOf(from, StringComparison.Ordinal);
        Assert.True(start >= 0, from);
        var end = _page.IndexOf(to, start + from.Length, StringComparison.Ordinal);
        return end < 0 ? _page[start..] : _page[start..end];
    }

    private static string Page()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Solution.sln")))
        {
            directory = directory.Parent;
        }

        return File.ReadAllText(Path.Combine(directory.FullName, "docs", "run-record.md"));
    }

    [GeneratedRegex("`([A-Za-z0-9]+)`")]
    private static partial Regex Quoted();

    private sealed record Row(string Type, string Content)
    {
        public bool Admits(JsonNode? value) => value?.GetValueKind() switch
        {
            null => Type.Contains("null", StringComparison.Ordinal),
            JsonValueKind.String => Type.Contains("text", StringComparison.Ordinal) && !Type.StartsWith("list", StringComparison.Ordinal),
            JsonValueKind.Number => Type.Contains("number", StringComparison.Ordinal),
            JsonValueKind.Object => Type.Contains("object", StringComparison.Ordinal),
            JsonValueKind.Array => Type.StartsWith("list", StringComparison.Ordinal),
            _ => false,
        };
    }
}

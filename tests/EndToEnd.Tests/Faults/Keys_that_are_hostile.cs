using System.Text;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Faults;

/// <summary>Whoever may upload chooses the key; it goes from the event through the trigger, a shell and a file system.</summary>
[Collection(FaultsCollection.Name)]
public sealed class Keys_that_are_hostile(LocalCloudFixture fixture)
{
    private static readonly string[] _refused =
    [
        "../../V91__up.sql",
        "a\nERROR forged/V92__line.sql",
        "x//V93__empty.sql",
        "V94__" + new string('x', 1015) + ".sql",
    ];

    // S3's longest key: 1,024 bytes of UTF-8.
    private static readonly string _longest = Longest("ünï/", "/V3__long.sql");

    [Fact]
    public async Task Are_run_where_they_are_plain_paths_and_named_where_they_are_not()
    {
        Assert.All([_longest, _refused[3]], key => Assert.Equal(1024, Encoding.UTF8.GetByteCount(key)));
        var database = await fixture.FreshDatabaseAsync();
        (string Key, string Table)[] plain =
        [
            ("it's \"quoted\" $(touch x) `touch y`; rm -rf & | > z/V1__a b.sql", "t1"),
            ("größe_数/V2__🙂+%20.sql", "t2"),
            (_longest, "t3"),
        ];
        foreach (var key in _refused)
        {
            await database.UploadAsync((key, "CREATE TABLE refused (id int);"));
        }

        var runs = new List<Run>();
        foreach (var (key, table) in plain)
        {
            runs.AddRange(await database.UploadAsync((key, $"CREATE TABLE {table} (id int);")));
        }

        Assert.All(runs, run => Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All));
        Assert.Equal(["t1", "t2", "t3"], await database.TablesAsync());
        var record = (await database.FindRecordAsync(runs[^1].RunId))!;
        Assert.Equal(_refused.Length, record["snapshot"]!["skipped"]!.AsArray().Count);
        Assert.Contains(record["snapshot"]!["objects"]!.AsArray(), o => o!["key"]!.ToString() == _longest);
        Assert.Equal(_longest, record["applied"]![0]!["file"]!.ToString());
        Assert.All(runs, run => Assert.DoesNotContain("\nERROR forged", run.All, StringComparison.Ordinal));
        var state = database.Cloud.StateDirectory;
        string[] made = [.. Directory.EnumerateFiles(Path.Combine(state, "commands"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(file)!).Distinct()];
        Assert.Equal(["_script.sh"], made);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(state, "work"), "V91*", SearchOption.AllDirectories));
    }

    private static string Longest(string head, string tail)
    {
        var path = new StringBuilder(head);
        for (var rest = 1024 - Encoding.UTF8.GetByteCount(head) - tail.Length; rest > 0;)
        {
            // A segment of at most 200, and its slash but after the last.
            var segment = Math.Min(rest, 200);
            rest -= segment;
            path.Append(rest > 0 ? new string('d', segment - 1) + "/" : new string('d', segment));
        }

        return path.Append(tail).ToString();
    }
}

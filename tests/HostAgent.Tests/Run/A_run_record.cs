using System.Text;
using System.Text.Json;
using Daybreak.HostAgent.Run.Answers;
using Daybreak.HostAgent.Run.Bucket;
using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Tests.Run;

public class A_run_record
{
    private static readonly RunRecord Failed = new()
    {
        RunId = "s3-1",
        Stage = "dev",
        Database = "Users",
        Command = "migrate",
        RequestedBy = "event",
        Outcome = "failed",
        ExitCode = 1,
        StartedAt = new DateTimeOffset(2026, 11, 21, 23, 59, 58, TimeSpan.Zero),
        FinishedAt = new DateTimeOffset(2026, 11, 22, 0, 0, 1, 500, TimeSpan.Zero),
        Versions = new RecordedVersions("0.1.0", ".NET 10.0.0", "Linux", "17.5"),
        Target = new RecordedTarget("db.example", 5432, "users", "secret", "verify-full"),
        Snapshot = new RecordedSnapshot(
            "users",
            new DateTimeOffset(2026, 11, 21, 23, 59, 59, TimeSpan.Zero),
            [new SnapshotObject("V1__a.sql", "v1", 9, "00ff")],
            [new SkippedObject("'../V2__b.sql'", "it has the segment '..'")]),
        VersionBefore = "1",
        VersionAfter = "1",
        Applied = [new RecordedMigration(null, "views", "SQL", "R__views.sql", 12)],
        Warnings = ["a \"warning\" <é>"],
        Error = new RecordedError("FAILED_VERSIONED_MIGRATION", "no\nway", "V4__broken.sql", 3, 8, 3, "CREATE TABEL", "42601"),
        Steps = [new RecordedStep("settings", 12), new RecordedStep("migrate", 34)],
    };

    [Fact]
    public void Is_this_json()
    {
        const string expected =
            """
            {
              "recordVersion": 1,
              "runId": "s3-1",
              "stage": "dev",
              "database": "Users",
              "command": "migrate",
              "requestedBy": "event",
              "outcome": "failed",
              "exitCode": 1,
              "startedAt": "2026-11-21T23:59:58+00:00",
              "finishedAt": "2026-11-22T00:00:01.5+00:00",
              "versions": {
                "daybreak": "0.1.0",
                "runtime": ".NET 10.0.0",
                "operatingSystem": "Linux",
                "postgreSql": "17.5"
              },
              "target": {
                "host": "db.example",
                "port": 5432,
                "databaseName": "users",
                "authentication": "secret",
                "sslMode": "verify-full"
              },
              "coveredBy": null,
              "snapshot": {
                "bucket": "users",
                "takenAt": "2026-11-21T23:59:59+00:00",
                "objects": [
                  {
                    "key": "V1__a.sql",
                    "versionId": "v1",
                    "size": 9,
                    "sha256": "00ff"
                  }
                ],
                "skipped": [
                  {
                    "key": "'../V2__b.sql'",
                    "reason": "it has the segment '..'"
                  }
                ],
                "release": null
              },
              "versionBefore": "1",
              "versionAfter": "1",
              "applied": [
                {
                  "version": null,
                  "description": "views",
                  "type": "SQL",
                  "file": "R__views.sql",
                  "milliseconds": 12
                }
              ],
              "pending": [],
              "warnings": [
                "a \"warning\" <é>"
              ],
              "error": {
                "code": "FAILED_VERSIONED_MIGRATION",
                "message": "no\nway",
                "file": "V4__broken.sql",
                "line": 3,
                "column": 8,
                "statementLine": 3,
                "statement": "CREATE TABEL",
                "sqlState": "42601"
              },
              "steps": [
                {
                  "name": "settings",
                  "milliseconds": 12
                },
                {
                  "name": "migrate",
                  "milliseconds": 34
                }
              ]
            }
            """;

        Assert.Equal(expected, JsonSerializer.Serialize(Failed, RunRecordJson.Indented.RunRecord));
    }

    [Fact]
    public void Is_kept_under_the_day_it_began() => Assert.Equal("Users/2026-11-21/s3-1.json", RunRecordWriter.Key(Failed));

    [Fact]
    public void Has_a_summary_of_one_line() => Assert.Equal(
        """{"runId":"s3-1","database":"Users","command":"migrate","outcome":"failed","applied":1,"versionBefore":"1","versionAfter":"1",""" +
        """ "coveredBy":null,"error":{"code":"FAILED_VERSIONED_MIGRATION","file":"V4__broken.sql","line":3,"message":"no way"},""".Trim() +
        """ "record":"s3://r/k"}""".Trim(),
        RunSummary.Of(Failed, "s3://r/k").ToJson());

    [Theory]
    [InlineData('x')]
    [InlineData('"')]
    [InlineData('\u0001')]
    [InlineData('ä')]
    public void Has_a_summary_of_less_than_a_thousand_characters_whatever_it_holds(char letter)
    {
        var much = new string(letter, 5000);
        var record = Failed with { Error = new RecordedError("X", much, much, 1) };

        var line = RunSummary.Of(record, "s3://" + new string('b', 63) + "/k").ToJson();

        Assert.InRange(line.Length, 10, 999);
        Assert.DoesNotContain('\n', line);
        Assert.Equal("s3-1", JsonDocument.Parse(line).RootElement.GetProperty("runId").GetString());
    }

    [Fact]
    public void Has_an_answer_that_leaves_room_for_the_last_line()
    {
        var record = Failed with { Error = new RecordedError("X", string.Join('\n', Enumerable.Repeat("a line", 10_000))) };

        var answer = RunText.Of(record, null, "s3://r/k");

        Assert.InRange(answer.Length, 15_000, 21_000);
        Assert.EndsWith("more characters; the run record is s3://r/k", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_an_answer_that_leaves_room_for_the_last_line_whatever_the_letters_are()
    {
        var record = Failed with { Error = new RecordedError("X", string.Join('\n', Enumerable.Repeat("数据库 🙂", 10_000))) };

        var answer = RunText.Of(record, null, "s3://r/k");

        Assert.InRange(Encoding.UTF8.GetByteCount(answer), 15_000, 21_000);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(answer)));
    }

    [Theory]
    [InlineData("succeeded", "Daybreak Run Succeeded")]
    [InlineData("covered", "Daybreak Run Covered")]
    [InlineData("failed", "Daybreak Run Failed")]
    [InlineData("incomplete", "Daybreak Run Failed")]
    [InlineData("crashed", "Daybreak Run Failed")]
    public void Has_an_event(string outcome, string detailType)
    {
        var entry = RunEventPublisher.Entry(Failed with { Outcome = outcome }, "s3://r/k");

        Assert.Equal(("daybreak", detailType), (entry.Source, entry.DetailType));
        var detail = JsonDocument.Parse(entry.Detail).RootElement;
        Assert.Equal(
            ["dev", "Users", "1", "s3://r/k"],
            new[] { "stage", "database", "applied", "record" }.Select(name => detail.GetProperty(name).ToString()));
    }
}

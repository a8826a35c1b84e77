using Daybreak.HostAgent.Output;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Tests.Output;

public sealed class The_answer_in_sentences
{
    private static readonly MigrateResult Nothing = new() { Database = "users", SchemaName = "app", Success = true };

    private static readonly ExecutedMigration Migration = new("Versioned", "2", "b", "SQL", "/mig/V2__b.sql", 12);

    [Fact]
    public void Of_a_migrate_without_anything_to_do() => Assert.Equal(
        "Schema \"app\" is up to date. No migration necessary.", Outcomes.Migrate(Nothing, null, Samples.Now).Text);

    [Fact]
    public void Of_a_migrate()
    {
        var one = Nothing with { Migrations = [Migration], TargetSchemaVersion = "2", TotalTime = TimeSpan.FromMilliseconds(62_069) };
        var repeatables = Nothing with { Migrations = [Migration, Migration] };

        Assert.Equal(
            "Successfully applied 1 migration to schema \"app\", now at version v2 (execution time 01:02.069s)",
            Outcomes.Migrate(one, null, Samples.Now).Text);
        Assert.Equal(
            "Successfully applied 2 migrations to schema \"app\" (execution time 00:00.000s)", Outcomes.Migrate(repeatables, null, Samples.Now).Text);
    }

    [Fact]
    public void Of_a_dry_run() => Assert.Equal(
        "Dry run: nothing was applied; the SQL of 1 migration is in /tmp/x.sql",
        Outcomes.Migrate(Nothing with { Migrations = [Migration] }, "/tmp/x.sql", Samples.Now).Text);

    [Fact]
    public void Of_a_migrate_that_failed_gives_message_code_place_and_excerpt()
    {
        var outcome = Outcomes.Migrate(
            new MigrateException(ErrorCode.FailedVersionedMigration, "Script V2__b.sql failed\nMessage    : no such table", Nothing)
            {
                SqlState = "42P01",
                Place = new ScriptPlace("/mig/V2__b.sql", 2, 3, 15, "select * from nosuch\n              ^"),
            },
            Samples.Now);

        Assert.False(outcome.Success);
        Assert.Empty(outcome.Text);
        Assert.Equal(
            """
            Script V2__b.sql failed
            Message    : no such table
            SQL State  : 42P01
            Location   : /mig/V2__b.sql:3:15
            select * from nosuch
                          ^
            """,
            outcome.Error);
    }

    [Fact]
    public void Of_info()
    {
        var result = new InfoResult
        {
            Database = "users",
            SchemaName = "app",
            Migrations = [Samples.Pending("1", "a"), Samples.Pending("2.1", "b"), Samples.Pending(null, "a view")],
        };

        var text = Outcomes.Info(result, false, Samples.Now, Samples.Zone).Text;

        Assert.StartsWith("Schema version: << Empty Schema >>\n\n+--", text, StringComparison.Ordinal);
        Assert.EndsWith("--+", text, StringComparison.Ordinal);
        Assert.Equal("1,2.1,a view", Outcomes.Info(result, true, Samples.Now, Samples.Zone).Text);
    }

    [Fact]
    public void Of_validate()
    {
        var valid = new ValidateResult { Database = "users", SchemaName = "app", InvalidMigrations = [], ValidateCount = 3 };
        var schemaMissing = valid with { ErrorCode = ErrorCode.SchemaDoesNotExist, ErrorMessage = "Schema \"app\" doesn't exist yet" };

        Assert.Equal("Successfully validated 3 migrations (execution time 00:00.000s)", Outcomes.Validate(valid).Text);
        Assert.Equal("Validate failed: Migrations have failed validation\nchanged", Outcomes.Validate(The_answer_in_json.Invalid).Error);
        Assert.Contains("doesn't exist yet", Outcomes.Validate(schemaMissing).Error, StringComparison.Ordinal);
        Assert.Contains("SCHEMA_DOES_NOT_EXIST", AnswerJson.Document([Outcomes.Validate(schemaMissing).Answer]), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_repair_baseline_clean_and_undo()
    {
        var baseline = new BaselineResult { Database = "users", SuccessfullyBaselined = true, BaselineVersion = "1" };
        var clean = new CleanResult { Database = "users", SchemasCleaned = ["a"], SchemasDropped = ["b"] };

        Assert.Equal("Repair found nothing to mend in the schema history table", Outcomes.Repair(new RepairResult { Database = "users" }).Text);
        Assert.Equal(
            "Successfully repaired the schema history table:\nx\ny",
            Outcomes.Repair(new RepairResult { Database = "users", RepairActions = ["x", "y"] }).Text);
        Assert.Equal("Successfully baselined schema with version: 1", Outcomes.Baseline(baseline).Text);
        Assert.Contains("Skipping", Outcomes.Baseline(baseline with { SuccessfullyBaselined = false }).Text, StringComparison.Ordinal);
        Assert.Equal("Successfully cleaned schema \"a\"\nSuccessfully dropped schema \"b\"", Outcomes.Clean(clean).Text);
        Assert.Equal("Successfully undid 1 migration to schema \"public\", now at version 1", Outcomes.Undo(The_answer_in_json.Undone).Text);
        Assert.Equal(
            "Schema \"public\" has nothing to undo", Outcomes.Undo(The_answer_in_json.Undone with { UndoneMigrations = [] }).Text);
    }

    [Theory]
    [InlineData(0, "00:00.000s")]
    [InlineData(61_001, "01:01.001s")]
    [InlineData(7_200_000, "120:00.000s")]
    public void Gives_times_in_minutes(int milliseconds, string expected) =>
        Assert.Equal(expected, Moments.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(0, "2026-11-20T23:00:00Z")]
    [InlineData(10_000, "2026-11-20T23:00:00.001Z")]
    [InlineData(10, "2026-11-20T23:00:00.000001Z")]
    [InlineData(1, "2026-11-20T23:00:00.000000100Z")]
    public void Gives_instants_with_fractions_in_groups_of_three(long ticks, string expected) =>
        Assert.Equal(expected, Moments.Utc(new DateTime(2026, 11, 21).AddTicks(ticks), Samples.Zone));
}

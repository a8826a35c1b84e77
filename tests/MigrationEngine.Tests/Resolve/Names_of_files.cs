using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Tests.Resolve;

public sealed class Names_of_files
{
    private static readonly EngineConfiguration Defaults = new() { Locations = [] };

    [Theory]
    [InlineData("V1__create_table.sql", ResourceKind.Versioned, "1", "create table")]
    [InlineData("V1_2__a.sql", ResourceKind.Versioned, "1.2", "a")]
    [InlineData("V3.sql", ResourceKind.Versioned, "3", "")]
    [InlineData("V2__.sql", ResourceKind.Versioned, "2", "")]
    [InlineData("V5___three.sql", ResourceKind.Versioned, "5", " three")]
    [InlineData("V6__a__b.sql", ResourceKind.Versioned, "6", "a  b")]
    [InlineData("V6__UPPER.SQL", ResourceKind.Versioned, "6", "UPPER")]
    [InlineData("V-1__x.sql", ResourceKind.Versioned, "-1", "x")]
    [InlineData("V7__Größe_😀.sql", ResourceKind.Versioned, "7", "Größe 😀")]
    [InlineData("B4__base.sql", ResourceKind.Baseline, "4", "base")]
    [InlineData("U4__back.sql", ResourceKind.Undo, "4", "back")]
    [InlineData("R__views.sql", ResourceKind.Repeatable, null, "views")]
    [InlineData("R__.sql", ResourceKind.Repeatable, null, "")]
    [InlineData("beforeMigrate.sql", ResourceKind.Callback, null, "")]
    [InlineData("afterMigrateError__notify_all.sql", ResourceKind.Callback, null, "notify all")]
    public void Say_what_they_are(string file, ResourceKind kind, string? version, string description)
    {
        var name = new ResourceNameParser(Defaults).Parse(file);
        Assert.Null(name.Problem);
        Assert.Equal((kind, version, description), (name.Kind, name.Version?.DisplayText, name.Description));
    }

    [Theory]
    [InlineData("beforeEachMigrateStatement__x.sql", "beforeEachMigrateStatement")]
    [InlineData("afterMigrateOperationFinish.sql", "afterMigrateOperationFinish")]
    [InlineData("afterMigrate__Error.sql", "afterMigrate")]
    public void Name_the_longest_event_that_fits(string file, string callbackEvent) =>
        Assert.Equal(callbackEvent, new ResourceNameParser(Defaults).Parse(file).CallbackEvent);

    [Theory]
    [InlineData("readme.sql", "Unrecognised migration name format: readme.sql")]
    [InlineData("v6__lower.sql", "Unrecognised migration name format: v6__lower.sql")]
    [InlineData("_V14__x.sql", "Unrecognised migration name format: _V14__x.sql")]
    [InlineData(".V20__x.sql", "Unrecognised migration name format: .V20__x.sql")]
    [InlineData(
        "V__nover.sql",
        "Invalid versioned migration name format: V__nover.sql (It must contain a version and should look like this: V1.2__nover.sql)")]
    [InlineData("V9a__alpha.sql", "Invalid versioned migration name format: V9a__alpha.sql (could not recognise version number 9a)")]
    [InlineData(
        "R1__repv.sql",
        "Invalid repeatable migration / callback name format: R1__repv.sql (It cannot contain a version and should look like this: R__repv.sql)")]
    [InlineData(
        "Rollback.sql",
        "Invalid repeatable migration / callback name format: Rollback.sql (It cannot contain a version and should look like this: R__.sql)")]
    [InlineData(
        "beforeMigrateX.sql",
        "Invalid repeatable migration / callback name format: beforeMigrateX.sql "
        + "(It cannot contain a version and should look like this: beforeMigrate__.sql)")]
    public void Say_what_is_wrong_with_them(string file, string problem) =>
        Assert.Equal(problem, new ResourceNameParser(Defaults).Parse(file).Problem);

    [Theory]
    [InlineData("V1__a.sql.conf")]
    [InlineData("V7__x.txt")]
    [InlineData("V1__x.sql.bak")]
    public void Are_not_looked_at_without_a_configured_suffix(string file) => Assert.Null(new ResourceNameParser(Defaults).SuffixOf(file));

    [Theory]
    [InlineData("mig1-first.pgsql", ResourceKind.Versioned, "1", "first")]
    [InlineData("mig1-first.ddl", ResourceKind.Versioned, "1", "first")]
    [InlineData("always-view.ddl", ResourceKind.Repeatable, null, "view")]
    public void Have_configured_prefixes_separator_and_suffixes(string file, ResourceKind kind, string? version, string description)
    {
        var parser = new ResourceNameParser(Defaults with
        {
            SqlMigrationPrefix = "mig",
            RepeatableSqlMigrationPrefix = "always",
            SqlMigrationSeparator = "-",
            SqlMigrationSuffixes = [".pgsql", ".ddl"],
        });
        var name = parser.Parse(file);
        Assert.Equal((kind, version, description), (name.Kind, name.Version?.DisplayText, name.Description));
    }

    [Fact]
    public void May_have_an_empty_prefix_of_versions()
    {
        var parser = new ResourceNameParser(Defaults with { SqlMigrationPrefix = string.Empty });
        Assert.Equal(ResourceKind.Versioned, parser.Parse("20200101__a.sql").Kind);
        Assert.Equal(ResourceKind.Repeatable, parser.Parse("R__a.sql").Kind);
    }
}

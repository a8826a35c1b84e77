using Daybreak.HostAgent.Run.Bucket;

namespace Daybreak.HostAgent.Tests.Run;

public class Keys_of_objects
{
    [Theory]
    [InlineData("V1__a.sql")]
    [InlineData("sub/deep/V1__a.sql.conf")]
    [InlineData("daybreak-manifest.json")]
    [InlineData("V1__a.SQL")]
    [InlineData("beforeMigrate.sql")]
    [InlineData("V1__it's \"quoted\" $(touch x); rm -rf.sql")]
    [InlineData("V1__größe_数.sql")]
    [InlineData("..V1__a.sql")]
    [InlineData("-rf.sql")]
    public void That_are_paths_are_mirrored(string key)
    {
        var plan = MirrorPlan.For([Version(key)], MigrationNames.Default);

        Assert.Equal(key, Assert.Single(plan.Objects).Key);
        Assert.Empty(plan.Skipped);
    }

    [Theory]
    [InlineData("../V1__a.sql", "'../V1__a.sql'", "it has the segment '..'")]
    [InlineData("a/../../V1__a.sql", "'a/../../V1__a.sql'", "it has the segment '..'")]
    [InlineData("./V1__a.sql", "'./V1__a.sql'", "it has the segment '.'")]
    [InlineData("/etc/V1__a.sql", "'/etc/V1__a.sql'", "it is an absolute path")]
    [InlineData("a//V1__a.sql", "'a//V1__a.sql'", "it has an empty segment")]
    [InlineData("a\\V1__a.sql", "'a\\u{5c}V1__a.sql'", "it has a backslash")]
    [InlineData("V1\0__a.sql", "'V1\\u{0}__a.sql'", "it has a control character")]
    [InlineData("V1__a\nERROR forged.sql", "'V1__a\\u{a}ERROR forged.sql'", "it has a control character")]
    public void That_are_no_paths_are_left_out_and_named(string key, string shown, string reason)
    {
        var plan = MirrorPlan.For([Version(key)], MigrationNames.Default);

        Assert.Empty(plan.Objects);
        Assert.Equal(new SkippedObject(shown, reason), Assert.Single(plan.Skipped));
    }

    [Theory]
    [InlineData("V1__a.pgsql", true)]
    [InlineData("sub/afterMigrate.DDL", true)]
    [InlineData("V1__a.pgsql.conf", true)]
    [InlineData("daybreak-manifest.json", true)]
    [InlineData("V1__a.sql", false)]
    [InlineData("V1__a.sql.conf", false)]
    public void Are_a_migration_by_the_suffixes_of_the_database(string key, bool migration) =>
        Assert.Equal(migration ? 1 : 0, MirrorPlan.For([Version(key)], new MigrationNames([".pgsql", ".ddl"])).Objects.Count);

    [Fact]
    public void That_are_too_long_are_left_out()
    {
        var plan = MirrorPlan.For([Version(new string('ä', 126) + ".sql"), Version("V1__fits" + new string('x', 243) + ".sql")], MigrationNames.Default);

        Assert.Equal("a segment is longer than 255 bytes", Assert.Single(plan.Skipped).Reason);
        Assert.Single(plan.Objects);
    }

    [Fact]
    public void That_run_through_another_file_are_left_out()
    {
        var plan = MirrorPlan.For([Version("a/b.sql/V2__y.sql"), Version("a/b.sql"), Version("a/b.sqlx/V3__z.sql")], MigrationNames.Default);

        Assert.Equal(["a/b.sql", "a/b.sqlx/V3__z.sql"], plan.Objects.Select(o => o.Key));
        Assert.Equal("'a/b.sql/V2__y.sql'", Assert.Single(plan.Skipped).Key);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("folder/")]
    [InlineData("V1__a.pgsql")]
    [InlineData("flyway.conf")]
    [InlineData("sub/daybreak-manifest.json")]
    [InlineData("../secret.txt")]
    public void Of_other_objects_are_none_of_the_runs_business(string key)
    {
        var plan = MirrorPlan.For([Version(key)], MigrationNames.Default);

        Assert.Empty(plan.Objects);
        Assert.Empty(plan.Skipped);
    }

    private static ObjectVersion Version(string key) => new(key, "1", "\"e\"", 1, DateTimeOffset.UnixEpoch);
}

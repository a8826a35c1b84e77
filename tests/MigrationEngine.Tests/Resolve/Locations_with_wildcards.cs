using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Tests.Resolve;

public sealed class Locations_with_wildcards
{
    [Theory]
    [InlineData("sql", "/w/sql")]
    [InlineData("/a/sql/", "/a/sql")]
    [InlineData("sql/*/x", "/w/sql")]
    [InlineData("/a/**/*.sql", "/a")]
    [InlineData("/*", "/")]
    [InlineData("*", "/w")]
    [InlineData("a/../b/?.sql", "/w/b")]
    public void Begin_at_the_folder_before_the_first_wildcard(string location, string root) =>
        Assert.Equal(root, LocationPattern.Create(new Location(location), "/w").Root);

    [Theory]
    // Folders: the script is relative to what the wildcards matched.
    [InlineData("dir/*", "other/V2__b.sql", "V2__b.sql")]
    [InlineData("dir/*", "other/deep/V2__b.sql", "deep/V2__b.sql")]
    [InlineData("dir/*", "V1__a.sql", null)]
    [InlineData("dir/**/x", "a/b/x/V1__a.sql", "V1__a.sql")]
    [InlineData("dir/**/x", "x/V1__a.sql", "V1__a.sql")]
    [InlineData("dir/r?", "r1/V1__a.sql", "V1__a.sql")]
    [InlineData("dir/r?", "r12/V1__a.sql", null)]
    // Files: the script is relative to the root.
    [InlineData("dir/**/*.sql", "other/V2__b.sql", "other/V2__b.sql")]
    [InlineData("dir/**/*.sql", "V2__b.sql", "V2__b.sql")]
    [InlineData("dir/*.sql", "other/V2__b.sql", null)]
    [InlineData("dir/V?__b.sql", "V2__b.sql", "V2__b.sql")]
    [InlineData("dir/V?__b.sql", "V22__b.sql", null)]
    [InlineData("dir/a+b.*", "a+b.sql", "a+b.sql")]
    [InlineData("dir/a+b.*", "aab.sql", null)]
    // None: everything below.
    [InlineData("dir", "a/b/V1__a.sql", "a/b/V1__a.sql")]
    public void Choose_files_and_name_their_scripts(string location, string file, string? script) =>
        Assert.Equal(script, LocationPattern.Create(new Location(location), "/w").ScriptOf(file));

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a/b", "a", true)]
    [InlineData("a/*", "a", true)]
    [InlineData("ab", "a", false)]
    [InlineData("a", "a/b", false)]
    [InlineData("a/b/c", "a/*", false)]
    public void May_be_below_another_one(string location, string other, bool below) =>
        Assert.Equal(below, LocationPattern.Create(new Location(location), "/w").IsBelow(LocationPattern.Create(new Location(other), "/w")));
}

using Daybreak.MigrationEngine.History;

namespace Daybreak.MigrationEngine.Tests.History;

public sealed class Names_in_the_database
{
    [Fact]
    public void Give_Flyways_lock_key() => Assert.Equal(77433833903597, LockKey.For("public", "flyway_schema_history"));

    [Theory]
    [InlineData("app", "flyway_schema_history")]
    [InlineData("public", "Other \"Q\"")]
    public void Give_each_table_a_key_of_its_own(string schema, string table) =>
        Assert.NotEqual(LockKey.For("public", "flyway_schema_history"), LockKey.For(schema, table));

    [Theory]
    [InlineData("app", "\"$user\", public", "\"app\",\"$user\", public")]
    [InlineData("public", "public", "public")]
    [InlineData("public", "public,app", "public,app")]
    [InlineData("public", "public, app", "public, app")]
    [InlineData("public", "public2,app", "\"public\",public2,app")]
    [InlineData("app", "", "\"app\"")]
    [InlineData("My \"App\"", "public", "\"My \"\"App\"\"\",public")]
    public void Go_in_front_of_the_search_path(string schema, string original, string path) => Assert.Equal(path, Session.SearchPathFor(schema, original));

    [Theory]
    [InlineData("\"app\"", "app")]
    [InlineData("\"app\",\"Other \"\"Q\"\"\"", "app|Other \"Q\"")]
    [InlineData("\"a,b\",\"c\"", "a,b|c")]
    public void Are_read_back_from_a_schema_row(string list, string names) => Assert.Equal(names.Split('|'), Identifier.ParseList(list));

    [Fact]
    public void Are_quoted()
    {
        Assert.Equal("\"a\"\"b\".\"c\"", Identifier.Quote("a\"b", "c"));
        Assert.Equal("'it''s'", Identifier.Literal("it's"));
    }

    [Fact]
    public void Have_the_tablespace_with_table_key_and_index()
    {
        Assert.EndsWith(") TABLESPACE \"fast\"", SchemaHistoryDdl.CreateTable("s", "t", "fast"), StringComparison.Ordinal);
        Assert.Equal(
            [
                "ALTER TABLE \"s\".\"t\" ADD CONSTRAINT \"t_pk\" PRIMARY KEY (\"installed_rank\") USING INDEX TABLESPACE \"fast\"",
                "CREATE INDEX \"t_s_idx\" ON \"s\".\"t\" (\"success\") TABLESPACE \"fast\"",
            ],
            SchemaHistoryDdl.CreateIndexes("s", "t", "fast"));
        Assert.All(
            SchemaHistoryDdl.CreateIndexes("s", "t", null).Append(SchemaHistoryDdl.CreateTable("s", "t", null)),
            statement => Assert.DoesNotContain("TABLESPACE", statement, StringComparison.Ordinal));
    }
}

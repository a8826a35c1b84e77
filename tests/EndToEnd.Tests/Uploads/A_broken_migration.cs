using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Uploads;

[Collection(LocalCloudCollection.Name)]
public sealed class A_broken_migration(LocalCloudFixture fixture)
{
    private const string Broken = "CREATE TABLE half (id int);\n\nINSERT INTO accounts\nVALUES (2,\n        'b', 'too much');\n";

    [Fact]
    public async Task Fails_with_file_line_and_statement_and_changes_nothing_until_it_is_corrected()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.UploadAsync(
            ("V3__accounts.sql", "CREATE TABLE accounts (id int, name text);\nINSERT INTO accounts VALUES (1, 'a');"));

        var failed = Assert.Single(await database.UploadAsync(("V4__more.sql", Broken)));

        Assert.True(failed is { Status: "Failed", ExitCode: 1 }, failed.All);
        Assert.Contains("V4__more.sql", failed.Answer, StringComparison.Ordinal);
        Assert.Contains("INSERT INTO accounts", failed.Answer, StringComparison.Ordinal);
        Assert.Contains("INSERT has more expressions than target columns", failed.Answer, StringComparison.Ordinal);
        Assert.Matches(@"V4__more\.sql:[35]\b", failed.Answer);
        Assert.Equal("failed", failed.Summary["outcome"]!.ToString());
        Assert.Equal("V4__more.sql", failed.Summary["error"]!["file"]!.ToString());
        Assert.Equal(["1|3|accounts|SQL|V3__accounts.sql|t"], await database.HistoryAsync());
        Assert.Equal(["accounts"], await database.TablesAsync());
        Assert.Equal(["1|a"], await database.QueryAsync("SELECT * FROM accounts"));

        var corrected = Assert.Single(await database.UploadAsync(("V4__more.sql", "INSERT INTO accounts\nVALUES (2, 'b');\n")));

        Assert.True(corrected.Status == "Success", corrected.All);
        Assert.Equal(["1|3|accounts|SQL|V3__accounts.sql|t", "2|4|more|SQL|V4__more.sql|t"], await database.HistoryAsync());
        Assert.Equal(["1|a", "2|b"], await database.QueryAsync("SELECT * FROM accounts ORDER BY id"));
    }
}

using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Calls;

[Collection(LocalCloudCollection.Name)]
public sealed class A_bootstrap_by_hand(LocalCloudFixture fixture)
{
    [Fact]
    public async Task Makes_the_database_once_and_a_migration_then_runs_in_it()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.ConfigureAsync(settings => settings["databaseName"] = $"bootstrapped_{Guid.NewGuid():N}");

        var first = await database.CallAsync("bootstrap", "bootstrap-1");
        var second = await database.CallAsync("bootstrap", "bootstrap-2");
        await database.UploadAsync(("V1__first.sql", "CREATE TABLE first (id int);"));

        Assert.True(first is { Status: "Success", ExitCode: 0 }, first.All);
        Assert.Contains($"Created the database '{database.DatabaseName}'", first.Answer, StringComparison.Ordinal);
        Assert.True(second is { Status: "Success", ExitCode: 0 }, second.All);
        Assert.Contains($"The database '{database.DatabaseName}' is there already.", second.Answer, StringComparison.Ordinal);
        Assert.Equal("bootstrap", second.Summary["command"]!.ToString());
        Assert.Equal(["first"], await database.TablesAsync());
    }
}

using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Faults;

[Collection(FaultsCollection.Name)]
public sealed class Hosts_at_once(LocalCloudFixture fixture)
{
    private const int Migrations = 15;
    private const int Hosts = 4;

    [Fact]
    public async Task Apply_each_migration_once_and_one_waits_while_the_others_are_covered()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.UseBucketWithoutTriggerAsync();
        for (var i = 1; i <= Migrations; i++)
        {
            await database.PutAsync($"V{i}__m.sql", $"CREATE TABLE t{i:00} (id int);\nSELECT pg_sleep(0.2);");
        }

        var directory = Directory.CreateTempSubdirectory("daybreak-hosts-").FullName;
        var ended = await Task.WhenAll(Enumerable.Range(1, Hosts).Select(host => Executable.RunAsync(
            Repository.Agent,
            ["run", "migrate", "--database", database.ConfiguredName, "--run-id", $"host-{host}"],
            database.HostEnvironment(Path.Combine(directory, $"host-{host}")))));
        Directory.Delete(directory, recursive: true);

        Assert.All(ended, result => Assert.True(result.ExitCode == 0, result.All));
        Assert.Equal(
            [.. Enumerable.Range(1, Migrations).Select(i => $"{i}|{i}|m|SQL|V{i}__m.sql|t")], await database.HistoryAsync());
        var records = await database.RecordsAsync();
        Assert.Equal(Hosts, records.Count);
        Assert.Equal(Migrations, records.Sum(record => record["applied"]!.AsArray().Count));
        Assert.All(records, record => Assert.Contains(record["outcome"]!.ToString(), new[] { "succeeded", "covered" }));
        // Who was covered names a run that came to its turn.
        var succeeded = records.Where(r => r["outcome"]!.ToString() == "succeeded").Select(r => r["runId"]!.ToString()).ToList();
        Assert.All(
            records.Where(r => r["outcome"]!.ToString() == "covered"), r => Assert.Contains(r["coveredBy"]!.ToString(), succeeded));
    }
}

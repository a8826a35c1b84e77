using System.Globalization;
using Daybreak.EndToEnd.Tests.Processes;
using Xunit.Abstractions;

namespace Daybreak.EndToEnd.Tests.Uploads;

/// <summary>S3 at its worst: events come twice and out of order, and the files are not uploaded in the order of their versions.</summary>
public sealed class Many_files_at_once(ITestOutputHelper output) : IAsyncLifetime
{
    private LocalCloudProcess _cloud = null!;

    public async Task InitializeAsync() => _cloud = await LocalCloudProcess.StartAsync(Repository.Template, "--ephemeral", "--deliver", "twice-and-shuffled");

    public Task DisposeAsync() => _cloud.DisposeAsync().AsTask();

    [Fact]
    public Task Are_each_applied_once_and_in_the_order_of_their_versions() => UploadAsync(files: 50, seed: 20, mostWorking: 10);

    [Fact]
    [Trait("Category", "Faults-Long")]
    public Task Are_each_applied_once_and_in_the_order_of_their_versions_when_they_are_200() =>
        UploadAsync(files: 200, seed: 21, mostWorking: 10);

    private async Task UploadAsync(int files, int seed, int mostWorking)
    {
        var database = await LocalDatabase.OpenAsync(_cloud, "Users");
        // The default, and that of uat and prod; dev's quarter of a second is for one person and single files.
        await database.ConfigureAsync(settings => settings["settleSeconds"] = 2);
        var versions = Enumerable.Range(1, files).ToArray();
        new Random(seed).Shuffle(versions);

        var runs = await database.AfterAsync(
            2 * files,
            () => Task.WhenAll(versions.Select(version => database.PutAsync(Key(version), Script(version)))),
            TimeSpan.FromMinutes(25));

        Assert.Equal(
            [.. Enumerable.Range(1, files).Select(version => $"{version}|{version}|file|SQL|{Key(version)}|t")], await database.HistoryAsync());
        Assert.Equal(
            [.. Enumerable.Range(1, files).Select(version => version.ToString(CultureInfo.InvariantCulture))],
            await database.QueryAsync("SELECT version FROM applied ORDER BY position"));
        Assert.All(runs, run => Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All));
        var records = await database.RecordsAsync();
        Assert.Equal(files, records.Count);
        Assert.All(records, record => Assert.Contains(record["outcome"]!.ToString(), new[] { "succeeded", "covered" }));
        var working = records.Count(record => record["applied"]!.AsArray().Count > 0);
        output.WriteLine($"Counted: {files} files, {runs.Count} commands, {working} runs that did work");
        Assert.InRange(working, 1, mostWorking);
        // A redelivered event names the same run.
        Assert.Equal(files, runs.Select(run => run.RunId).Distinct().Count());
        // A run that has succeeded is not run again: its redelivery answers with what it had done.
        Assert.Equal(files, runs.GroupBy(run => run.RunId).Sum(same => same.Max(run => run.Summary["applied"]!.GetValue<int>())));
    }

    private static string Key(int version) => $"V{version}__file.sql";

    private static string Script(int version) => (version == 1 ? "CREATE TABLE applied (position serial, version int);\n" : "")
        + $"INSERT INTO applied (version) VALUES ({version});\n";
}

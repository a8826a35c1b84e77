using System.Globalization;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Uploads;

/// <summary>S3 at its worst: events come twice and out of order, and the files are not uploaded in the order of their versions.</summary>
public sealed class Many_files_at_once : IAsyncLifetime
{
    private const int Files = 50;

    private LocalCloudProcess _cloud = null!;

    public async Task InitializeAsync() => _cloud = await LocalCloudProcess.StartAsync(Repository.Template, "--ephemeral", "--deliver", "twice-and-shuffled");

    public Task DisposeAsync() => _cloud.DisposeAsync().AsTask();

    [Fact]
    public async Task Are_each_applied_once_and_in_the_order_of_their_versions()
    {
        var database = await LocalDatabase.OpenAsync(_cloud, "Users");
        // The default, and that of uat and prod; dev's quarter of a second is for one person and single files.
        await database.ConfigureAsync(settings => settings["settleSeconds"] = 2);
        var versions = Enumerable.Range(1, Files).ToArray();
        new Random(20).Shuffle(versions);

        var runs = await database.AfterAsync(
            2 * Files,
            () => Task.WhenAll(versions.Select(version => database.PutAsync(Key(version), Script(version)))),
            TimeSpan.FromMinutes(8));

        Assert.Equal(
            [.. Enumerable.Range(1, Files).Select(version => $"{version}|{version}|file|SQL|{Key(version)}|t")], await database.HistoryAsync());
        Assert.Equal(
            [.. Enumerable.Range(1, Files).Select(version => version.ToString(CultureInfo.InvariantCulture))],
            await database.QueryAsync("SELECT version FROM applied ORDER BY position"));
        Assert.All(runs, run => Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All));
        // A redelivered event names the same run.
        Assert.Equal(Files, runs.Select(run => run.RunId).Distinct().Count());
        // A run that has succeeded is not run again: its redelivery answers with what it had done.
        Assert.Equal(Files, runs.GroupBy(run => run.RunId).Sum(same => same.Max(run => run.Summary["applied"]!.GetValue<int>())));
    }

    private static string Key(int version) => $"V{version}__file.sql";

    private static string Script(int version) => (version == 1 ? "CREATE TABLE applied (position serial, version int);\n" : "")
        + $"INSERT INTO applied (version) VALUES ({version});\n";
}

using System.Diagnostics;
using System.Net.Sockets;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Demo;

/// <summary>What <c>make demo</c>, <c>make up</c> and <c>make down</c> call.</summary>
public sealed class The_demo : IAsyncLifetime
{
    private readonly string _state = LocalCloudProcess.NewState();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Executable.RunAsync(Repository.LocalCloud, ["stop", "--state", _state]);
        LocalCloudProcess.Remove(_state);
    }

    [Fact]
    public async Task Applies_everything_at_first_and_nothing_the_second_time()
    {
        var first = await DemoAsync();
        var second = await DemoAsync();

        Assert.True(first.ExitCode == 0, first.All);
        Assert.Contains("Users: applied 2 (uploaded V1__create_table_persons.sql, V2__alter_table_persons.sql)", first.Output, StringComparison.Ordinal);
        Assert.Contains("Products: applied 4 (uploaded V1__create_products.sql", first.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?i)columns of persons\n(.*\n)+ +email ", first.Output);
        Assert.True(second.ExitCode == 0, second.All);
        Assert.Contains("Users: nothing to apply: already at version 2 (nothing new to upload)", second.Output, StringComparison.Ordinal);
        Assert.Contains("Products: nothing to apply: already at version 4 (nothing new to upload)", second.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?i)columns of persons\n(.*\n)+ +email ", second.Output);
    }

    [Fact]
    public async Task Fails_for_a_folder_whose_database_is_not_configured()
    {
        var migrations = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_state)!, "migrations", "Nobodys"));

        var demo = await DemoAsync(migrations.Parent!.FullName);

        Assert.Equal(1, demo.ExitCode);
        Assert.Contains("no database \"Nobodys\" is configured; cdk.json names Users, Products", demo.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_a_broken_migration_and_fails()
    {
        var users = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_state)!, "migrations", "Users"));
        await File.WriteAllTextAsync(Path.Combine(users.FullName, "V1__broken.sql"), "CREATE TABLE persons (id int);\nSELECT nothing;\n");

        var demo = await DemoAsync(users.Parent!.FullName);

        Assert.Equal(1, demo.ExitCode);
        Assert.Contains("Users: FAILED", demo.Output, StringComparison.Ordinal);
        Assert.Contains("V1__broken.sql:2", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_nothing_running_when_it_is_stopped()
    {
        await using var cloud = await LocalCloudProcess.StartAsync();
        var database = await LocalDatabase.OpenAsync(cloud, "Users");
        // Now the trigger's process is there, too.
        Assert.Equal("Success", Assert.Single(await database.UploadAsync(("V1__first.sql", "CREATE TABLE first (id int);"))).Status);
        var processes = Descendants(cloud.ProcessId);
        var ports = new[] { new Uri(cloud.Endpoint).Port, cloud.PostgresPort };
        Assert.True(processes.Count >= 3, $"LocalCloud, its trigger and its server, but there are {processes.Count}");

        var stop = await cloud.StopAsync();

        Assert.Equal((0, "LocalCloud has stopped.\n"), (stop.ExitCode, stop.Output));
        await Waiting.ForAsync(
            () => Task.FromResult(processes.Where(IsAlive).ToList()), alive => alive.Count == 0, alive => string.Join(", ", alive));
        foreach (var port in ports)
        {
            using var client = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync("127.0.0.1", port));
        }
    }

    private Task<ExecutableResult> DemoAsync(string? migrations = null) => Executable.RunAsync(
        Repository.LocalCloud, ["demo", .. LocalCloudProcess.Options(_state), "--migrations", migrations ?? Repository.Migrations]);

    private static List<int> Descendants(int root)
    {
        var parents = Process.GetProcesses().Select(process => process.Id).ToDictionary(id => id, ParentOf);
        var found = new List<int> { root };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(parents.Where(pair => pair.Value == found[i]).Select(pair => pair.Key));
        }

        return found;
    }

    // The fourth field; the second one, a name in brackets, may hold blanks.
    private static int ParentOf(int process) => Stat(process) is { } stat ? int.Parse(stat[1], System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static bool IsAlive(int process) => Stat(process) is { } stat && stat[0] != "Z";

    /// <summary>State, parent and what follows; null where there is no such process.</summary>
    private static string[]? Stat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}

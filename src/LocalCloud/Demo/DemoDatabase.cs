using System.Globalization;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Stack;

namespace Daybreak.LocalCloud.Demo;

/// <summary>One database of the demo: its directory, its bucket, its runs.</summary>
internal sealed class DemoDatabase(LocalClient client, DatabaseSettings settings, string stage, string directory)
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly CommandWatch _watch = new(client, settings.Database);

    /// <summary>The databases for which there is a directory of migrations.</summary>
    /// <exception cref="StartException">A directory's database is not configured.</exception>
    public static async Task<IReadOnlyList<DemoDatabase>> FindAllAsync(
        LocalClient client, string migrations, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(
            "AmazonSSM.GetParametersByPath",
            new JsonObject { ["Path"] = "/daybreak", ["Recursive"] = true, ["MaxResults"] = 1000 },
            cancellationToken);
        var configured = answer["Parameters"]!.AsArray()
            .Select(p => DatabaseSettings.Read(new ParameterResource(p!["Name"]!.ToString(), "String", p["Value"]!.ToString())))
            .OfType<DatabaseSettings>().ToDictionary(s => s.Database);
        return
        [
            .. from directory in Directory.EnumerateDirectories(migrations).Order(StringComparer.Ordinal)
               let name = Path.GetFileName(directory)
               let settings = configured.GetValueOrDefault(name) ?? throw new StartException(
                   $"\"{directory}\": no database \"{name}\" is configured; cdk.json names {string.Join(", ", configured.Keys)}.")
               select new DemoDatabase(client, settings, settings.ParameterName.Split('/')[2], directory),
        ];
    }

    /// <summary>Uploads what is new and waits until it is applied; where nothing is new, runs <c>migrate</c> once.</summary>
    public async Task<DemoResult> MigrateAsync(CancellationToken cancellationToken)
    {
        var view = await DatabaseView.OpenAsync(client, settings, cancellationToken);
        var before = await view.HistoryAsync(cancellationToken);
        await _watch.BeginAsync(cancellationToken);
        var uploaded = await Uploader.UploadAsync(client.S3, settings.Bucket, directory, cancellationToken);
        if (uploaded.Count == 0)
        {
            await SendMigrateAsync(cancellationToken);
        }

        var versions = uploaded.Select(VersionOf.Key).OfType<string>().ToHashSet();
        var failure = await WaitAsync(view, versions, cancellationToken);
        return failure is null
            ? new DemoResult(true, await ReportAsync(view, before.Count, uploaded, cancellationToken))
            : new DemoResult(false, $"{settings.Database}: FAILED\n{failure}\n");
    }

    private async Task SendMigrateAsync(CancellationToken cancellationToken)
    {
        var documents = await client.CallAsync("AmazonSSM.ListDocuments", [], cancellationToken);
        var request = new JsonObject
        {
            ["DocumentName"] = documents["DocumentIdentifiers"]!.AsArray()
                .Select(d => d!["Name"]!.ToString()).First(name => name == $"Daybreak-{stage}-Migrate"),
            ["Targets"] = new JsonArray(new JsonObject { ["Key"] = "tag:daybreak:host", ["Values"] = new JsonArray(stage) }),
            ["Parameters"] = new JsonObject
            {
                ["Database"] = new JsonArray(settings.Database),
                ["Command"] = new JsonArray("migrate"),
                ["RunId"] = new JsonArray($"demo-{Guid.NewGuid():N}"),
            },
        };
        await client.CallAsync("AmazonSSM.SendCommand", request, cancellationToken);
    }

    /// <summary>Null when all is there, else what went wrong.</summary>
    private async Task<string?> WaitAsync(DatabaseView view, HashSet<string> versions, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            while (true)
            {
                var progress = await _watch.LookAsync(patience.Token);
                if (progress.Failure is not null)
                {
                    return progress.Failure;
                }

                if (progress is { Count: > 0, AllEnded: true } && await HoldsAsync(view, versions, patience.Token))
                {
                    return null;
                }

                await Task.Delay(_poll, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The database does not hold every uploaded version after {_patience.TotalSeconds:0} s, and no run says why.";
        }
    }

    private static async Task<bool> HoldsAsync(DatabaseView view, HashSet<string> versions, CancellationToken cancellationToken) =>
        versions.Count == 0
        || versions.IsSubsetOf((await view.HistoryAsync(cancellationToken)).Where(row => row[4] is "t").Select(row => row[0]));

    private async Task<string> ReportAsync(
        DatabaseView view, int rowsBefore, IReadOnlyList<string> uploaded, CancellationToken cancellationToken)
    {
        var history = await view.HistoryAsync(cancellationToken);
        var applied = history.Count - rowsBefore;
        var version = history.LastOrDefault(row => row[0].Length > 0)?[0];
        var outcome = applied > 0 ? string.Create(CultureInfo.InvariantCulture, $"applied {applied}")
            : version is null ? "nothing to apply" : $"nothing to apply: already at version {version}";
        var columns = await view.ColumnsAsync("persons", cancellationToken);
        var upload = uploaded.Count == 0 ? "nothing new to upload" : $"uploaded {string.Join(", ", uploaded)}";
        return $"{settings.Database}: {outcome} ({upload})\n"
            + "Schema history\n" + TextTable.Write(["version", "description", "type", "installed on", "success"], history)
            + (columns.Count == 0 ? "" : "Columns of Persons\n" + TextTable.Write(["column", "type"], columns));
    }
}

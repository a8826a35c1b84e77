using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Bucket;

namespace Daybreak.HostAgent.Release;

/// <summary><c>daybreak release</c>: uploads a folder as one set that is run as a whole or not at all.</summary>
internal static class ReleaseCommand
{
    /// <summary>Uploads in this process's environment.</summary>
    /// <param name="arguments">All arguments of the program, the first one is <c>release</c>.</param>
    /// <param name="output">The answer.</param>
    /// <param name="error">Everything else.</param>
    /// <param name="cancellationToken">Ends the upload; without its manifest nothing of the release runs.</param>
    /// <returns>The exit code: see <see cref="RunExitCode"/>.</returns>
    public static Task<int> ExecuteAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        ExecuteAsync(arguments, Environment.GetEnvironmentVariable, output, error, TimeProvider.System, cancellationToken);

    /// <summary>Uploads in a given environment.</summary>
    internal static Task<int> ExecuteAsync(
        IReadOnlyList<string> arguments,
        Func<string, string?> variable,
        TextWriter output,
        TextWriter error,
        TimeProvider time,
        CancellationToken cancellationToken) =>
        new CommandEntry(arguments, variable, output, error).ExecuteAsync(
            ReleaseArguments.Usage,
            (given, _, problems) => ReleaseArguments.Parse(given, problems),
            async (parsed, _, aws) =>
            {
                await output.WriteLineAsync(await ReleaseAsync(parsed, aws, time, cancellationToken));
                return RunExitCode.Done;
            });

    private static async Task<string> ReleaseAsync(
        ReleaseArguments arguments, AwsClients aws, TimeProvider time, CancellationToken cancellationToken)
    {
        var files = await ReleaseFolder.ReadAsync(arguments.Folder, new MigrationNames(arguments.Suffixes), cancellationToken);
        var manifest = new ReleaseManifest
        {
            ManifestVersion = ReleaseManifest.CurrentVersion,
            CreatedAt = time.GetUtcNow(),
            Commit = arguments.Commit,
            Author = arguments.Author,
            Files = [.. files.Select(f => f.Entry)],
        };
        var uploaded = await new ReleaseUpload(aws.S3, arguments.Bucket).ExecuteAsync(files, manifest, cancellationToken);
        var lines = uploaded.Select(key => $"Uploaded {Printable.Quote(key)}");
        return string.Join('\n', lines.Append($"Released {files.Count} files to '{arguments.Bucket}', {uploaded.Count} of them changed."));
    }
}

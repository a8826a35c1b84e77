using System.Globalization;
using Daybreak.HostAgent.CommandLine;

namespace Daybreak.HostAgent.Tests.CommandLine;

/// <summary>Calls the command line in-process, in a directory and an environment of its own.</summary>
public sealed class CliFixture : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("daybreak-cli-").FullName;

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Directory, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task<CliResult> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var host = new CliHost(Environment, Directory, output, error, ErrorIsTerminal: false, TimeProvider.System);
        var exitCode = await Cli.RunAsync(arguments, host, CancellationToken.None);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}

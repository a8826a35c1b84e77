using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using Daybreak.HostAgent.CommandLine;

// UTF-8 whatever the locale says: JSON is, and file names in messages are.
await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
if (VersionText.IsAllThatIsAskedFor(args))
{
    await output.WriteLineAsync(VersionText.Line);
    return 0;
}

await using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
var host = new CliHost(Variables(), Environment.CurrentDirectory, output, error, !Console.IsErrorRedirected, TimeProvider.System);
return await Cli.RunAsync(args, host, cancellation.Token);

// The first signal ends the command in an orderly way, the second one ends the process.
void Cancel(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}

static Dictionary<string, string> Variables()
{
    var variables = new Dictionary<string, string>(StringComparer.Ordinal);
    foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
    {
        variables[(string)variable.Key] = (string?)variable.Value ?? string.Empty;
    }

    return variables;
}

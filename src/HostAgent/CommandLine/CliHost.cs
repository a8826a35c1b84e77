namespace Daybreak.HostAgent.CommandLine;

/// <summary>What a process gives the command line; tests give their own.</summary>
/// <param name="Environment">Environment variables.</param>
/// <param name="WorkingDirectory">The current directory, absolute.</param>
/// <param name="Output">Standard output: gets the answer and nothing else.</param>
/// <param name="Error">Standard error: gets everything else.</param>
/// <param name="ErrorIsTerminal">Whether somebody watches <paramref name="Error"/>.</param>
/// <param name="Time">The clock.</param>
internal sealed record CliHost(
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    TextWriter Output,
    TextWriter Error,
    bool ErrorIsTerminal,
    TimeProvider Time);

namespace Daybreak.HostAgent.Tests.CommandLine;

/// <summary>What a call of the command line gave.</summary>
public sealed record CliResult(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}

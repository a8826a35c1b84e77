namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>How a program ended.</summary>
public sealed record ExecutableResult(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}

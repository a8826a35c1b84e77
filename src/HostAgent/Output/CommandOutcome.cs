namespace Daybreak.HostAgent.Output;

/// <summary>What a command has to say.</summary>
/// <param name="Answer">The answer as Flyway's JSON has it.</param>
/// <param name="Text">The answer in sentences; empty when the command failed.</param>
/// <param name="Error">Why the command failed, in sentences; null when it did not.</param>
internal sealed record CommandOutcome(object Answer, string Text, string? Error)
{
    public bool Success => Error is null;
}

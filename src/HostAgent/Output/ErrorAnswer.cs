namespace Daybreak.HostAgent.Output;

/// <summary>The answer of a command that failed as a whole, in Flyway's JSON.</summary>
internal sealed record ErrorAnswer(ErrorItem Error);

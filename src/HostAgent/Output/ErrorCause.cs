namespace Daybreak.HostAgent.Output;

/// <summary>What caused an error, in Flyway's JSON.</summary>
internal sealed record ErrorCause(string Message, string? StackTrace, ErrorCause? Cause);

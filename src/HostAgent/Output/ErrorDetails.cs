namespace Daybreak.HostAgent.Output;

/// <summary>A validation error, in Flyway's JSON.</summary>
internal sealed record ErrorDetails(string ErrorCode, string ErrorMessage);

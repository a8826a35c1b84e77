using System.Text.Json.Serialization;

namespace Daybreak.HostAgent.Output;

/// <summary>An error, in Flyway's JSON; what an error does not have is left out, except its cause.</summary>
internal sealed record ErrorItem
{
    public required string ErrorCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SubErrorCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SqlState { get; init; }

    /// <summary>Always 0 where there is an SQL state: PostgreSQL has no vendor codes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SqlErrorCode { get; init; }

    public required string Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LineNumber { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StackTrace { get; init; }

    public ErrorCause? Cause { get; init; }
}

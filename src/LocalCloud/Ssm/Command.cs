using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>A command and its one invocation, as far as it has come.</summary>
internal sealed record Command
{
    public required string Id { get; init; }

    public required Document Document { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters { get; init; }

    public required string InstanceId { get; init; }

    /// <summary>The request's instance ids and targets, repeated in answers.</summary>
    public required JsonArray InstanceIds { get; init; }

    public required JsonArray Targets { get; init; }

    public string Comment { get; init; } = "";

    /// <summary>The request's wish for a log group, repeated in answers; there is no CloudWatch here that would honour it.</summary>
    public required JsonObject CloudWatchOutputConfig { get; init; }

    public string DocumentVersion { get; init; } = "$DEFAULT";

    public string MaxConcurrency { get; init; } = "50";

    public string MaxErrors { get; init; } = "0";

    /// <summary>Seconds within which the command must have started.</summary>
    public required int TimeoutSeconds { get; init; }

    public required DateTimeOffset Requested { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public CommandStatus Status { get; init; } = CommandStatus.Pending;

    /// <summary>The script's exit code; -1 before it has one.</summary>
    public int ResponseCode { get; init; } = -1;

    public string StandardOutput { get; init; } = "";

    public string StandardError { get; init; } = "";

    public DateTimeOffset StartBefore => Requested.AddSeconds(TimeoutSeconds);
}

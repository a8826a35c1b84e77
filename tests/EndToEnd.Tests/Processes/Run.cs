using System.Text.Json.Nodes;

namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>A run as SSM shows it.</summary>
public sealed record Run
{
    public required string RunId { get; init; }

    /// <summary>SSM's status, such as <c>Success</c> or <c>Failed</c>.</summary>
    public required string Status { get; init; }

    public required int ExitCode { get; init; }

    public required string Output { get; init; }

    public required string Error { get; init; }

    public string All => $"{RunId}: {Status} ({ExitCode})\n{Output}{Error}";

    /// <summary>The last line on stdout.</summary>
    public JsonObject Summary => JsonNode.Parse(Output.TrimEnd('\n').Split('\n')[^1])!.AsObject();

    /// <summary>stdout without its last line.</summary>
    public string Answer => Output[..(Output.TrimEnd('\n').LastIndexOf('\n') + 1)];
}

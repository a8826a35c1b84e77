using System.Text.Json.Nodes;

namespace Daybreak.HostAgent.Tests.Run;

/// <summary>What a run answered.</summary>
internal sealed record RunAnswer(int ExitCode, string Output, string Error)
{
    public JsonNode Summary => JsonNode.Parse(Output[(Output.LastIndexOf('\n') + 1)..])!;

    public string Outcome => (string)Summary["outcome"]!;
}

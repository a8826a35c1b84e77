using System.Text.Json.Serialization;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>The record of the run whose turn it is, or was last, and what is needed to close it in its place.</summary>
/// <param name="Rank">The history's last installed rank when the run began; -1 when there was no history.</param>
/// <param name="Record">The record.</param>
internal sealed record RunningRecord(int Rank, RunRecord Record)
{
    /// <summary>Whether the run has ended and its record could not be written under its own key: the next run writes it there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsUnwritten { get; init; }
}

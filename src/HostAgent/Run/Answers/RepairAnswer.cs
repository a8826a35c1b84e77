using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What repair answers.</summary>
internal static class RepairAnswer
{
    /// <summary>What was done.</summary>
    public static string Of(RepairResult result) => result.RepairActions.Count == 0
        ? "Nothing to repair."
        : "Repaired the schema history:" + string.Concat(result.RepairActions.Select(a => $"\n- {a}"));
}

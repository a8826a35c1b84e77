using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Run.Fleet;

/// <summary>What the ends of its databases mean for a fleet's run. Pure.</summary>
internal static class FleetOutcome
{
    /// <summary>
    /// The worst exit code of the databases: the smallest one that is not 0, because the smaller it is, the more it needs somebody who changes a
    /// file or a setting, while the greater ones pass with time. A run that was cancelled before its end has failed.
    /// </summary>
    public static RunExitCode ExitCode(IReadOnlyList<FleetMemberRecord> members)
    {
        var worst = members.Where(m => m.HasFailed).Select(m => (RunExitCode)m.ExitCode!).DefaultIfEmpty(RunExitCode.Done).Min();
        return worst == RunExitCode.Done && members.Any(m => m.Outcome == FleetMemberRecord.Skipped) ? RunExitCode.Failed : worst;
    }

    /// <summary>The first failure, with how many there are; null when nothing failed.</summary>
    public static RunSummaryError? Error(IReadOnlyList<FleetMemberRecord> members)
    {
        var failed = members.Where(m => m.HasFailed).ToList();
        var begun = members.Count(m => m.Outcome != FleetMemberRecord.Skipped);
        if (failed is [{ Error: { } first }, ..])
        {
            return first with { Message = $"{failed.Count} of {begun} databases failed, the first one is {failed[0].Database}: {first.Message}" };
        }

        return begun == members.Count ? null : new RunSummaryError(
            "CANCELLED", null, null, $"The run was cancelled: {members.Count - begun} databases were not begun. Run the command again to go on.");
    }
}

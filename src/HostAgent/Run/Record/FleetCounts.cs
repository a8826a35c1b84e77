namespace Daybreak.HostAgent.Run.Record;

/// <summary>How many databases of a fleet ended how.</summary>
/// <param name="All">All that were meant.</param>
/// <param name="Succeeded">What was asked for is done.</param>
/// <param name="Changed">Of these, databases to which migrations were applied.</param>
/// <param name="Covered">Another run, or another host of this run, works on them.</param>
/// <param name="Failed">Not done, whatever the reason.</param>
/// <param name="Skipped">Not begun: the run was cancelled, or was to stop at the first failure.</param>
internal sealed record FleetCounts(int All, int Succeeded, int Changed, int Covered, int Failed, int Skipped)
{
    /// <summary>Counts.</summary>
    public static FleetCounts Of(IReadOnlyList<FleetMemberRecord> members)
    {
        var byOutcome = members.CountBy(m => m.Outcome).ToDictionary();
        return new FleetCounts(
            members.Count,
            byOutcome.GetValueOrDefault(RunOutcome.Succeeded.Name()),
            members.Count(m => m is { HasFailed: false, Applied: > 0 }),
            byOutcome.GetValueOrDefault(RunOutcome.Covered.Name()),
            members.Count(m => m.HasFailed),
            byOutcome.GetValueOrDefault(FleetMemberRecord.Skipped));
    }
}

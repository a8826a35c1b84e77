namespace Daybreak.HostAgent.Run.Fleet;

/// <summary>The databases of a run.</summary>
/// <param name="All">In the ordinal order of their names; at least one.</param>
/// <param name="IsFleet">Whether the run is one of a fleet, whatever the number of its members; else there is one member.</param>
/// <param name="Fleet">The one fleet that all members belong to; null when there is none, or several.</param>
/// <param name="IsWhole">Whether they are all that belong to it.</param>
internal sealed record FleetMembers(IReadOnlyList<RunMember> All, bool IsFleet, RunMember? Fleet = null, bool IsWhole = false);

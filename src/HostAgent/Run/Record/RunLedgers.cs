namespace Daybreak.HostAgent.Run.Record;

/// <summary>What a run needs to keep its own open record, and to close those of killed runs.</summary>
/// <param name="Running">Of the run whose turn it is.</param>
/// <param name="Waiting">Of the runs whose turn comes.</param>
/// <param name="Marks">Of the databases that may have open records.</param>
/// <param name="Report">Tells of killed runs.</param>
internal sealed record RunLedgers(RunLedger Running, WaitingLedger Waiting, OpenRuns Marks, CrashReport Report);

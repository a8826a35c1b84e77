namespace Daybreak.HostAgent.Run.Record;

/// <summary>A step of a run.</summary>
/// <param name="Name"><c>settings</c>, <c>queue</c>, <c>snapshot</c>, or the command.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record RecordedStep(string Name, long Milliseconds);

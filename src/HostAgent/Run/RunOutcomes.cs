namespace Daybreak.HostAgent.Run;

/// <summary>The names of outcomes.</summary>
internal static class RunOutcomes
{
    /// <summary>The name in JSON.</summary>
    public static string Name(this RunOutcome outcome) => outcome switch
    {
        RunOutcome.Waiting => "waiting",
        RunOutcome.Running => "running",
        RunOutcome.Succeeded => "succeeded",
        RunOutcome.Failed => "failed",
        RunOutcome.Covered => "covered",
        RunOutcome.Incomplete => "incomplete",
        RunOutcome.Crashed => "crashed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    /// <summary>The outcome that an exit code of a run which did not end well stands for.</summary>
    public static RunOutcome OfFailure(RunExitCode exitCode) =>
        exitCode == RunExitCode.Incomplete ? RunOutcome.Incomplete : RunOutcome.Failed;
}

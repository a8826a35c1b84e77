namespace Daybreak.Cdk.Settings;

/// <summary>The events that runs publish (docs/run-record.md).</summary>
internal static class RunEvents
{
    /// <summary>Their source.</summary>
    public const string Source = "daybreak";

    /// <summary>The detail type of runs that failed or were incomplete.</summary>
    public const string Failed = "Daybreak Run Failed";
}

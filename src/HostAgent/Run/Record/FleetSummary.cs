using System.Text.Json;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>The last line on stdout of a fleet's run: that of a single run, with counts and the first failures.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Database">What <c>--database</c> said.</param>
/// <param name="Command">The command.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Applied">How many migrations were applied, in all databases.</param>
/// <param name="Databases">How many databases ended how.</param>
/// <param name="CoveredBy">The run that covers the whole fleet; null: none.</param>
/// <param name="Failures">The names of the first databases that failed.</param>
/// <param name="Error">Why the run as a whole failed, or the first failure.</param>
/// <param name="Record">Where the record of the fleet is; null when it could not be written.</param>
internal sealed record FleetSummary(
    string RunId,
    string Database,
    string Command,
    string Outcome,
    int Applied,
    FleetCounts Databases,
    string? CoveredBy,
    IReadOnlyList<string> Failures,
    RunSummaryError? Error,
    string? Record)
{
    private const int MostFailures = 5;
    private const int LongestDatabase = 100;

    /// <summary>The summary of a record.</summary>
    public static FleetSummary Of(FleetRecord record, string? location) => new(
        record.RunId,
        record.Database.Length <= LongestDatabase ? record.Database : record.Database[..(LongestDatabase - 1)] + "…",
        record.Command,
        record.Outcome,
        record.Applied,
        record.Counts,
        record.CoveredBy,
        [.. record.Members.Where(m => m.HasFailed).Take(MostFailures).Select(m => m.Database)],
        record.Error,
        location);

    /// <summary>One line of JSON with less than 1,000 characters.</summary>
    public string ToJson()
    {
        var json = JsonSerializer.Serialize(this, RunRecordJson.OneLine.FleetSummary);
        return json.Length < 1000 ? json : JsonSerializer.Serialize(
            this with { Failures = [.. Failures.Take(1)], Error = Error is null ? null : Error with { Message = RunSummary.Cut(Error.Message, 80), File = null } },
            RunRecordJson.OneLine.FleetSummary);
    }
}

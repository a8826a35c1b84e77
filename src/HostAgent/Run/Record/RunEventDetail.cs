using System.Text.Json.Serialization;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>The detail of the event that a run publishes.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Database">The database's name in the CDK context.</param>
/// <param name="Command">The command.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Applied">How many migrations were applied.</param>
/// <param name="VersionBefore">The schema's version before; null when unknown or none.</param>
/// <param name="VersionAfter">The schema's version after; null when unknown or none.</param>
/// <param name="CoveredBy">The covering run's id; null unless covered.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
/// <param name="Milliseconds">How long the run took.</param>
/// <param name="WaitedMilliseconds">How long it waited for its turn; part of <paramref name="Milliseconds"/>.</param>
/// <param name="Record">Where the run record is; null when it could not be written.</param>
/// <param name="Databases">Of a fleet, how many databases ended how; else not written.</param>
internal sealed record RunEventDetail(
    string RunId,
    string Stage,
    string Database,
    string Command,
    string Outcome,
    int Applied,
    string? VersionBefore,
    string? VersionAfter,
    string? CoveredBy,
    RunSummaryError? Error,
    long Milliseconds,
    long WaitedMilliseconds,
    string? Record,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FleetCounts? Databases = null);

using System.Text.Json;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>The last line on stdout: short enough to be among the 24,000 characters that SSM keeps, after an answer of up to 20,000 bytes.</summary>
internal sealed record RunSummary(
    string RunId,
    string Database,
    string Command,
    string Outcome,
    int Applied,
    string? VersionBefore,
    string? VersionAfter,
    string? CoveredBy,
    RunSummaryError? Error,
    string? Record)
{
    /// <summary>The summary of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="location">Where the record is; null when it could not be written.</param>
    public static RunSummary Of(RunRecord record, string? location) => new(
        record.RunId,
        record.Database,
        record.Command,
        record.Outcome,
        record.Applied.Count,
        record.VersionBefore,
        record.VersionAfter,
        record.CoveredBy,
        record.Error is { } error ? RunSummaryError.Of(error) : null,
        location);

    /// <summary>One line of JSON with less than 1,000 characters.</summary>
    public string ToJson()
    {
        var json = JsonSerializer.Serialize(this, RunRecordJson.OneLine.RunSummary);
        return json.Length < 1000 ? json : JsonSerializer.Serialize(
            this with { Record = null, Error = Error is null ? null : Error with { Message = Cut(Error.Message, 80), File = null } },
            RunRecordJson.OneLine.RunSummary);
    }

    /// <summary>The text's beginning, with a sign that there is more.</summary>
    public static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}

using System.Globalization;
using System.Net;
using System.Text;
using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>The page about a fleet's run: what failed first, then what was changed, then the rest. It needs nothing but itself.</summary>
internal static class FleetPage
{
    private const string Style =
        "body{font:15px system-ui,sans-serif;margin:2em}table{border-collapse:collapse}td,th{padding:.3em .8em;text-align:left;"
        + "border-bottom:1px solid #ccc}.failed td,.incomplete td{background:#fdd}.changed td{background:#dfd}";

    /// <summary>The page.</summary>
    public static string Of(FleetRecord record)
    {
        var counts = record.Counts;
        var title = Html($"{record.Command} of {record.Database} in stage {record.Stage}: {record.Outcome}");
        var page = new StringBuilder($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><style>{Style}</style>");
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            <h1>{title}</h1>
            <p>Run {Html(record.RunId)} on host {Html(record.Host)}, {record.StartedAt:u} to {record.FinishedAt:u}, {record.Parallel} databases at a time.</p>
            <p>{counts.All} databases: {counts.Succeeded} succeeded ({counts.Changed} changed, {record.Applied} migrations applied),
            {counts.Failed} failed, {counts.Covered} covered, {counts.Skipped} not begun.</p>
            """);
        if (record.CoveredBy is { } other)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>Covered by run {Html(other)}.</p>");
        }

        if (record.Error is { } error)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p><b>{Html(error.Code)}</b>: {Html(error.Message)}</p>");
        }

        page.Append("<table><tr><th>database<th>outcome<th>applied<th>version<th>ms<th>error");
        foreach (var member in record.Members.OrderBy(m => m.HasFailed ? 0 : m.Applied > 0 ? 1 : 2))
        {
            AppendRow(page, member);
        }

        return page.Append("</table></html>\n").ToString();
    }

    private static void AppendRow(StringBuilder page, FleetMemberRecord member)
    {
        var kind = member is { HasFailed: false, Applied: > 0 } ? "changed" : member.Outcome;
        var place = member.Error is { File: { } file } error ? $" ({file}:{error.Line})" : string.Empty;
        var message = member.Error is null ? string.Empty : $"{member.Error.Code}: {member.Error.Message}{place}";
        page.Append(
            CultureInfo.InvariantCulture,
            $"\n<tr class=\"{Html(kind)}\"><td>{Html(member.Database)}<td>{Html(member.Outcome)}<td>{member.Applied}"
            + $"<td>{Html(member.VersionAfter ?? member.VersionBefore ?? string.Empty)}<td>{member.Milliseconds}<td>{Html(message)}");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}

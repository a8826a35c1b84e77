using System.Globalization;
using System.Text;
using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What a fleet's run answers on stdout, before its last line.</summary>
internal static class FleetText
{
    private const int MostNamed = 20;

    /// <summary>The counts, the databases that failed and those that were changed.</summary>
    public static string Of(FleetRecord record)
    {
        var counts = record.Counts;
        if (record.CoveredBy is { } other)
        {
            return $"Covered by run {other}: it waits for its turn and will read the bucket after this request.";
        }

        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"{counts.All} databases: {counts.Succeeded} succeeded ({counts.Changed} changed, {record.Applied} migrations applied), "
            + $"{counts.Failed} failed, {counts.Covered} covered, {counts.Skipped} not begun.");
        Append(text, "Failed:", record.Members.Where(m => m.HasFailed), m => $"{m.Error?.Code}: {m.Error?.Message}");
        Append(text, "Changed:", record.Members.Where(m => m is { HasFailed: false, Applied: > 0 }), m => $"applied {m.Applied}, version {m.VersionAfter}");
        return counts.Failed == 0 && record.Error is { } error ? $"{text}\n{error.Code}: {error.Message}" : text.ToString();
    }

    private static void Append(StringBuilder text, string heading, IEnumerable<FleetMemberRecord> members, Func<FleetMemberRecord, string> say)
    {
        var all = members.ToList();
        if (all.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(heading);
        foreach (var member in all.Take(MostNamed))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- {member.Database}: {say(member)}");
        }

        if (all.Count > MostNamed)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- and {all.Count - MostNamed} more");
        }
    }
}

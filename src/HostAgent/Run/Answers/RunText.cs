using System.Globalization;
using System.Text;
using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What a run answers on stdout, before its last line.</summary>
internal static class RunText
{
    /// <summary>The command's answer, the failure if there is one, and where the record is.</summary>
    public static string Of(RunRecord record, CommandResult? result, string? location)
    {
        var text = new StringBuilder();
        if (record.CoveredBy is { } other)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture, $"Covered by run {other}: it waits for its turn and will read the bucket after this request.");
        }

        if (result is not null)
        {
            text.AppendLine(result.Answer);
        }

        // What a validation found is the command's answer already.
        if (record.Error is { } error && result?.Error is null)
        {
            AppendError(text, error);
        }

        return AnswerLength.Cut(text.ToString().TrimEnd('\n'), location);
    }

    // The engine's message holds most of it already, in Flyway's form.
    private static void AppendError(StringBuilder text, RecordedError error)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"{error.Code}: {error.Message}");
        AppendMissing(text, error, error.File is null ? null : $"{error.File}:{error.Line}:{error.Column}", "Location   : ");
        AppendMissing(text, error, error.SqlState, "SQL State  : ");
        AppendMissing(text, error, error.Statement, string.Empty);
    }

    private static void AppendMissing(StringBuilder text, RecordedError error, string? part, string label)
    {
        if (part is not null && !error.Message.Contains(part, StringComparison.Ordinal))
        {
            text.Append(label).AppendLine(part);
        }
    }
}

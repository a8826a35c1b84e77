using System.Globalization;
using System.Text;
using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What a run answers on stdout, before its last line.</summary>
internal static class RunText
{
    // SSM keeps the first 24,000 characters of stdout, and the last line has to be among them.
    private const int Longest = 20_000;

    /// <summary>The command's answer, the failure if there is one, and where the record is.</summary>
    public static string Of(RunRecord record, CommandResult? result, string? location)
    {
        var text = new StringBuilder();
        if (record.CoveredBy is { } other)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Covered by run {other}: it waits for its turn and will read the bucket after this request.");
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

        return Cut(text.ToString().TrimEnd('\n'), location);
    }

    private static void AppendError(StringBuilder text, RecordedError error)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"{error.Code}: {error.Message}");
        if (error.File is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"at {error.File}:{error.Line}:{error.Column}");
        }

        if (error.Statement is not null)
        {
            text.AppendLine(error.Statement);
        }

        if (error.SqlState is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"SQLSTATE {error.SqlState}");
        }
    }

    private static string Cut(string text, string? location)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        var end = text.LastIndexOf('\n', Longest);
        var kept = text[..(end > 0 ? end : Longest)];
        return $"{kept}\n… {text.Length - kept.Length} more characters{(location is null ? string.Empty : $"; the run record is {location}")}";
    }
}

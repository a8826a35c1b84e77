using Daybreak.HostAgent.Output;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.CommandLine;

/// <summary>Gives the answer: sentences or one JSON document, on standard output and into a file when one is asked for.</summary>
internal static class Answering
{
    /// <summary>Writes the answers of the commands that ran; sentences of a failed one go to the log.</summary>
    public static void Write(IReadOnlyList<CommandOutcome> outcomes, bool json, string? file, TextWriter output, ConsoleLogger logger)
    {
        var text = json
            ? AnswerJson.Document([.. outcomes.Select(o => o.Answer)])
            : string.Join('\n', outcomes.Where(o => o.Success).Select(o => o.Text));
        if (text.Length > 0)
        {
            output.Write(text + "\n");
            output.Flush();
        }

        if (!json)
        {
            foreach (var failed in outcomes.Where(o => !o.Success))
            {
                logger.Error(failed.Error!);
            }
        }

        if (file is not null)
        {
            WriteFile(file, text + "\n");
        }
    }

    private static void WriteFile(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCode.Error, $"Could not write to output file {path}: {error.Message}", error);
        }
    }
}

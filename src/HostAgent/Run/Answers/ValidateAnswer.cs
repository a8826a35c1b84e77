using System.Globalization;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What validate answers.</summary>
internal static class ValidateAnswer
{
    /// <summary>The number of validated migrations, or every problem.</summary>
    public static string Of(ValidateResult result, Func<string, string> toKeys)
    {
        if (result.ValidationSuccessful)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Successfully validated {result.ValidateCount} migration{(result.ValidateCount == 1 ? string.Empty : "s")}.");
        }

        var problems = result.InvalidMigrations.Select(m => $"- {(m.FilePath is { } path ? $"{path}: " : string.Empty)}{m.Message}").ToList();
        return toKeys("The validation failed:\n" + string.Join('\n', problems is [] ? [$"- {result.ErrorMessage}"] : problems));
    }
}

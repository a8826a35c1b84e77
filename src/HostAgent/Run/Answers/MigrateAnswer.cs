using System.Globalization;
using System.Text;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What migrate answers.</summary>
internal static class MigrateAnswer
{
    /// <summary>The applied migrations with their times, and a sentence.</summary>
    public static string Of(MigrateResult result, Func<string, string> toKeys)
    {
        var text = new StringBuilder();
        foreach (var migration in result.Migrations)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{toKeys(migration.FilePath)} ({migration.ExecutionTime} ms)");
        }

        return text.Append(Sentence(result)).ToString();
    }

    private static string Sentence(MigrateResult result)
    {
        var count = result.MigrationsExecuted;
        var applied = string.Create(CultureInfo.InvariantCulture, $"applied {count} migration{(count == 1 ? string.Empty : "s")} to schema '{result.SchemaName}'");
        var version = result.TargetSchemaVersion ?? result.InitialSchemaVersion;
        var now = version is null ? string.Empty : $", now at version {version}";
        return result switch
        {
            { Success: false } => $"Stopped after it had {applied}{now}.",
            { MigrationsExecuted: 0 } => $"Schema '{result.SchemaName}' is up to date{(version is null ? string.Empty : $" at version {version}")}. Nothing was applied.",
            _ => string.Create(CultureInfo.InvariantCulture, $"Successfully {applied}{now} (execution time {result.TotalTime.TotalSeconds:0.000} s)."),
        };
    }
}

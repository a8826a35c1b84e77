using System.Globalization;
using Daybreak.HostAgent.Output;
using Daybreak.MigrationEngine;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What migrate answers.</summary>
internal static class MigrateText
{
    /// <summary>The applied migrations with their times, and a sentence.</summary>
    public static string Of(MigrateResult result, EngineConfiguration configuration, TimeProvider time, Func<string, string> toKeys)
    {
        var lines = result.Migrations.Select(m =>
            string.Create(CultureInfo.InvariantCulture, $"Applied {toKeys(m.FilePath)} ({m.ExecutionTime} ms)"));
        var sentence = result.Success
            ? Outcomes.Migrate(result, configuration.DryRunOutput, time.GetLocalNow()).Text
            : $"Stopped at version {result.TargetSchemaVersion ?? result.InitialSchemaVersion ?? "<< Empty Schema >>"}. "
                + (result.MigrationsExecuted == 0 ? "Nothing was applied." : "What was applied before stays.");
        return string.Join('\n', lines.Append(sentence));
    }
}

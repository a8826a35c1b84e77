using System.Globalization;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What plan answers.</summary>
internal static class PlanAnswer
{
    /// <summary>What migrate would apply, and whether it would get so far.</summary>
    public static string Of(InfoResult info, IReadOnlyList<MigrationInfo> pending, ValidateResult validation, Func<string, string> toKeys)
    {
        var plan = pending.Count == 0
            ? "Migrate would apply nothing."
            : string.Create(CultureInfo.InvariantCulture, $"Migrate would apply {pending.Count} migration{(pending.Count == 1 ? string.Empty : "s")}:")
                + $"\n{InfoAnswer.Table(pending)}";
        var refused = validation.ValidationSuccessful ? string.Empty : "Migrate would be refused, because validation fails.\n";
        return $"{InfoAnswer.SchemaVersion(info)}\n{plan}\n{refused}{ValidateAnswer.Of(validation, toKeys)}";
    }
}

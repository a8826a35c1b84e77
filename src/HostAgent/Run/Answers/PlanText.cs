using System.Globalization;
using Daybreak.HostAgent.Output;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What plan answers.</summary>
internal static class PlanText
{
    /// <summary>What migrate would apply, and whether it would get so far.</summary>
    public static string Of(InfoResult info, IReadOnlyList<MigrationInfo> pending, ValidateResult validation, Func<string, string> toKeys)
    {
        var plan = pending.Count switch
        {
            0 => "Migrate would apply nothing.",
            1 => "Migrate would apply 1 migration:" + Table(pending),
            var count => string.Create(CultureInfo.InvariantCulture, $"Migrate would apply {count} migrations:") + Table(pending),
        };
        var refused = validation.ValidationSuccessful ? string.Empty : "Migrate would be refused:\n";
        return $"Schema version: {info.SchemaVersion ?? "<< Empty Schema >>"}\n\n{plan}\n{refused}{ValidateText.Of(validation, toKeys)}";
    }

    private static string Table(IReadOnlyList<MigrationInfo> pending) => "\n" + InfoTable.Draw(pending).TrimEnd('\n');
}

using System.Globalization;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What info answers.</summary>
internal static class InfoAnswer
{
    private static readonly string[] Header = ["Category", "Version", "Description", "Type", "Installed On", "State", "Undoable"];

    /// <summary>The schema's version and the table.</summary>
    public static string Of(InfoResult info) => $"{SchemaVersion(info)}\n\n{Table(info.Migrations)}";

    /// <summary>The line about the schema's version.</summary>
    public static string SchemaVersion(InfoResult info) => info switch
    {
        { SchemaVersion: { } version } => $"Schema version: {version}",
        { AllSchemasEmpty: true } => "Schema version: << Empty Schema >>",
        _ => "Schema version: << No version >>",
    };

    /// <summary>The table of migrations.</summary>
    public static string Table(IReadOnlyList<MigrationInfo> migrations) => migrations.Count == 0
        ? "No migrations found"
        : TextTable.Of(Header, [.. migrations.Select(Row)]);

    private static string[] Row(MigrationInfo m) =>
    [
        m.Category,
        m.Version?.ToString() ?? string.Empty,
        m.Description,
        m.Type.Name(),
        m.Applied?.InstalledOn.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? string.Empty,
        m.State.DisplayName(),
        m.Category == "Versioned" ? (m.Undoable ? "Yes" : "No") : string.Empty,
    ];
}

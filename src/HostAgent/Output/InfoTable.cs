using System.Globalization;
using System.Text;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Output;

/// <summary>The table that info prints, as Flyway draws it.</summary>
internal static class InfoTable
{
    private static readonly string[] Columns = ["Category", "Version", "Description", "Type", "Installed On", "State", "Undoable"];

    /// <summary>Draws the table, with a line end after its last ruler.</summary>
    public static string Draw(IReadOnlyList<MigrationInfo> migrations)
    {
        var rows = migrations.Select(Row).ToList();
        var widths = Columns.Select((name, i) => rows.Select(row => row[i].Length).Append(name.Length).Max()).ToArray();
        var ruler = "+" + string.Concat(widths.Select(width => new string('-', width + 2) + "+")) + "\n";
        var table = new StringBuilder(ruler).Append(Line(Columns, widths)).Append(ruler);
        if (rows.Count == 0)
        {
            table.Append("| ").Append("No migrations found".PadRight(ruler.Length - 5)).Append(" |\n");
        }

        rows.ForEach(row => table.Append(Line(row, widths)));
        return table.Append(ruler).ToString();
    }

    private static string Line(string[] cells, int[] widths) =>
        "|" + string.Concat(cells.Select((cell, i) => $" {cell.PadRight(widths[i])} |")) + "\n";

    private static string[] Row(MigrationInfo migration) =>
    [
        migration.Category,
        migration.Version?.DisplayText ?? string.Empty,
        migration.Description,
        migration.Type.Name(),
        migration.Applied?.InstalledOn.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? string.Empty,
        migration.State.DisplayName(),
        // A deleted migration and the row that deleted it have nothing left to undo.
        migration.Type == MigrationType.Delete || migration.State == MigrationState.Deleted ? string.Empty : Undoable(migration),
    ];

    /// <summary><c>Yes</c>, <c>No</c>, or empty for what undo does not concern.</summary>
    public static string Undoable(MigrationInfo migration)
    {
        if (migration.Version is null || migration.Type.IsUndo() || migration.State == MigrationState.Undone)
        {
            return string.Empty;
        }

        return migration.Undoable && !migration.State.IsFailed() ? "Yes" : "No";
    }
}

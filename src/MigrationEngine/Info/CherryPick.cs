using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Info;

/// <summary>The <c>cherryPick</c> setting: versions, and descriptions of repeatables with underscores or blanks. Pure.</summary>
internal static class CherryPick
{
    /// <summary>Where in the list a file is named; -1 when it is not.</summary>
    public static int Position(ResolvedMigration file, IReadOnlyList<string> picks)
    {
        for (var i = 0; i < picks.Count; i++)
        {
            if (Names(picks[i], file))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Names(string pick, ResolvedMigration file) => file.Version is null
        ? pick.Replace('_', ' ') == file.Description
        : MigrationVersion.TryParse(pick, out var version) && version == file.Version;
}

using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

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

    /// <summary>Refuses picks that name no file.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: one names none.</exception>
    public static void RefuseUnknown(ResolvedMigrations resolved, IReadOnlyList<string> picks)
    {
        var files = resolved.Versioned.Concat(resolved.Baselines).Concat(resolved.Repeatables).ToList();
        var unknown = picks.Where(pick => !files.Exists(file => Names(pick, file))).Select(pick => $"'{pick}'").ToList();
        if (unknown.Count > 0)
        {
            throw new MigrationException(
                ErrorCode.Error,
                $"cherryPick names what is not there: {string.Join(", ", unknown)}. Write versions, or descriptions of repeatable migrations.");
        }
    }

    private static bool Names(string pick, ResolvedMigration file) => file.Version is null
        ? pick.Replace('_', ' ') == file.Description
        : MigrationVersion.TryParse(pick, out var version) && version == file.Version;
}

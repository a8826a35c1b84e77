using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Info;

/// <summary>The <c>cherryPick</c> setting: versions, and descriptions of repeatables with underscores or blanks. Pure.</summary>
internal static class CherryPick
{
    /// <summary>Where in the list a migration is named; -1 when it is not.</summary>
    public static int Position(MigrationVersion? version, string description, IReadOnlyList<string> picks)
    {
        for (var i = 0; i < picks.Count; i++)
        {
            if (Names(picks[i], version, description))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a list leaves the migration out; an empty list leaves out none.</summary>
    public static bool LeavesOut(MigrationVersion? version, string description, IReadOnlyList<string> picks) =>
        picks.Count > 0 && Position(version, description, picks) < 0;

    /// <summary>Refuses picks that name neither a file nor a row.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: one names none.</exception>
    public static void RefuseUnknown(ResolvedMigrations resolved, IReadOnlyList<AppliedMigration> rows, IReadOnlyList<string> picks)
    {
        if (picks.Count == 0)
        {
            return;
        }

        var known = resolved.Versioned.Concat(resolved.Baselines).Concat(resolved.Repeatables)
            .Select(file => (file.Version, file.Description))
            .Concat(rows.Select(row => (row.Version, row.Description)))
            .ToList();
        var unknown = picks.Where(pick => !known.Exists(one => Names(pick, one.Version, one.Description))).Select(pick => $"'{pick}'").ToList();
        if (unknown.Count > 0)
        {
            throw new MigrationException(
                ErrorCode.Error,
                $"cherryPick names what is not there: {string.Join(", ", unknown)}. Write versions, or descriptions of repeatable migrations.");
        }
    }

    private static bool Names(string pick, MigrationVersion? version, string description) => version is null
        ? pick.Replace('_', ' ') == description
        : MigrationVersion.TryParse(pick, out var picked) && picked == version;
}

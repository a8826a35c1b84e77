using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Info;

/// <summary>
/// Info's order: files below the baseline, then history rows by rank, then files to come by version (a baseline after the versioned of its
/// version), then repeatables by description in ordinal order.
/// </summary>
internal sealed class MigrationInfoOrder : IComparer<MigrationInfo>
{
    public static readonly MigrationInfoOrder Instance = new();

    public int Compare(MigrationInfo? x, MigrationInfo? y)
    {
        var group = Group(x!).CompareTo(Group(y!));
        if (group != 0)
        {
            return group;
        }

        if (x!.Applied is not null && y!.Applied is not null)
        {
            return x.Applied.InstalledRank.CompareTo(y.Applied.InstalledRank);
        }

        if (x.Version is null || y!.Version is null)
        {
            return string.CompareOrdinal(x.Description, y!.Description);
        }

        var version = x.Version.CompareTo(y.Version);
        return version != 0 ? version : x.Type.IsBaseline().CompareTo(y.Type.IsBaseline());
    }

    private static int Group(MigrationInfo info) => info switch
    {
        { Applied: null, State: MigrationState.BelowBaseline or MigrationState.BaselineIgnored } => 0,
        { Applied: not null } => 1,
        { Version: not null } => 2,
        _ => 3,
    };
}

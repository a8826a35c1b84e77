using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Info;

/// <summary>The <c>ignoreMigrationPatterns</c> setting as a whole. Pure.</summary>
internal sealed class IgnorePatterns(IReadOnlyList<IgnoreMigrationPattern> patterns)
{
    /// <summary>Whether a pattern covers the migration in its state.</summary>
    public bool Covers(MigrationInfo info) => Covers(info.Version is not null, info.State);

    /// <summary>Whether versioned and repeatable migrations in the state are both covered.</summary>
    public bool CoversAll(MigrationState state) => Covers(true, state) && Covers(false, state);

    private bool Covers(bool versioned, MigrationState state)
    {
        // Asked for every row of the history: a loop allocates nothing.
        for (var i = 0; i < patterns.Count; i++)
        {
            if (patterns[i].Matches(versioned, state))
            {
                return true;
            }
        }

        return false;
    }
}

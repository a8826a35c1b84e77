namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// What statements may have done to what the engine relies on, known by their text. A false alarm costs a round trip. Pure but for its state.
/// </summary>
internal sealed class ScriptEffects(string historyTable)
{
    /// <summary>Whether the session may have given up its lock: DISCARD ALL, pg_advisory_unlock, pg_advisory_unlock_all.</summary>
    public bool LockLost { get; private set; }

    /// <summary>Whether the history table may have other rows.</summary>
    public bool HistoryTouched { get; private set; }

    /// <summary>Whether the session may have another user: SET SESSION AUTHORIZATION.</summary>
    public bool UserChanged { get; private set; }

    /// <summary>Whether the engine has something to make good.</summary>
    public bool Any => LockLost || HistoryTouched || UserChanged;

    /// <summary>Notes a statement that is about to run.</summary>
    public void Note(string statement)
    {
        LockLost |= statement.Contains("advisory_unlock", StringComparison.OrdinalIgnoreCase)
            || statement.Contains("DISCARD", StringComparison.OrdinalIgnoreCase);
        HistoryTouched |= statement.Contains(historyTable, StringComparison.OrdinalIgnoreCase);
        UserChanged |= statement.Contains("AUTHORIZATION", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => (LockLost, HistoryTouched, UserChanged) = (false, false, false);
}

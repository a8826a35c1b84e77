using System.Buffers;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// What statements may have done to what the engine relies on, known by their text. A false alarm costs a round trip. Pure but for its state.
/// </summary>
internal sealed class ScriptEffects(string historyTable)
{
    private readonly SearchValues<string> _words = SearchValues.Create(
        ["advisory_unlock", "DISCARD", "AUTHORIZATION", "DEALLOCATE", "EXTENSION", "EVENT", historyTable], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the session may have given up its lock: DISCARD ALL, pg_advisory_unlock, pg_advisory_unlock_all.</summary>
    public bool LockLost { get; private set; }

    /// <summary>Whether the history table may have other rows.</summary>
    public bool HistoryTouched { get; private set; }

    /// <summary>Whether the session may have another user: SET SESSION AUTHORIZATION.</summary>
    public bool UserChanged { get; private set; }

    /// <summary>Whether definitions may run code from now on: an event trigger was made, perhaps by an extension. Never forgotten.</summary>
    public bool DefinitionsRunCode { get; private set; }

    /// <summary>Whether the session may have forgotten what it had prepared: DEALLOCATE, DISCARD. Never forgotten.</summary>
    public bool PreparedLost { get; private set; }

    /// <summary>Whether the engine has something to make good.</summary>
    public bool Any => LockLost || HistoryTouched || UserChanged;

    /// <summary>Notes a statement that is about to run.</summary>
    public void Note(string statement)
    {
        if (!statement.AsSpan().ContainsAny(_words))
        {
            return;
        }

        var discards = Has("DISCARD");
        LockLost |= discards || Has("advisory_unlock");
        HistoryTouched |= Has(historyTable);
        UserChanged |= Has("AUTHORIZATION");
        PreparedLost |= discards || Has("DEALLOCATE");
        DefinitionsRunCode |= Has("EXTENSION") || (Has("EVENT") && Has("TRIGGER"));

        bool Has(string word) => statement.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Forgets what can be made good.</summary>
    public void Clear() => (LockLost, HistoryTouched, UserChanged) = (false, false, false);
}

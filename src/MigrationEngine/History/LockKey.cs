namespace Daybreak.MigrationEngine.History;

/// <summary>The key of Flyway's advisory lock for a history table (flyway-semantics §8). Pure.</summary>
public static class LockKey
{
    /// <summary>The ASCII codes of "Flyway", each shifted by a byte.</summary>
    private const long Flyway = 77431708279161;

    /// <summary>The key: Flyway's number plus Java's hash code of the quoted table name.</summary>
    public static long For(string schema, string table) => Flyway + JavaHashCode(Identifier.Quote(schema, table));

    /// <summary>Java's String.hashCode: 31 · h + code unit, in 32 signed bits.</summary>
    private static int JavaHashCode(string text)
    {
        var hash = 0;
        foreach (var unit in text)
        {
            hash = unchecked((31 * hash) + unit);
        }

        return hash;
    }
}

namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// The statements that the server refuses inside a transaction block ("cannot run inside a transaction block" in the manual's page of
/// each): those that Flyway 13 knows, and those it misses: REINDEX … CONCURRENTLY, CLUSTER of all tables, DETACH PARTITION … CONCURRENTLY,
/// ALTER DATABASE … SET TABLESPACE. What only the server can know is left to it: REINDEX of a partitioned table, CREATE SUBSCRIPTION
/// without a slot (non-transactional here, as in Flyway).
/// </summary>
internal static class NonTransactionalRules
{
    private const int Always = 0;
    private const int Never = int.MaxValue;

    /// <summary>See <see cref="StatementClass.TransactionalFrom"/>. <paramref name="head"/> stands on the first word.</summary>
    public static int TransactionalFrom(StatementHead head)
    {
        if (head.Is("VACUUM"u8))
        {
            return Never;
        }
        if (head.Skip("CREATE"u8) || head.Skip("DROP"u8))
        {
            return CreateOrDrop(ref head);
        }
        if (head.Skip("ALTER"u8))
        {
            return Alter(ref head);
        }
        if (head.Skip("REINDEX"u8))
        {
            return Reindex(ref head);
        }
        if (head.Skip("CLUSTER"u8))
        {
            return Cluster(ref head);
        }
        return head.Skip("DISCARD"u8) && head.Is("ALL"u8) ? Never : Always;
    }

    private static int CreateOrDrop(ref StatementHead head)
    {
        if (head.Is("DATABASE"u8) || head.Is("TABLESPACE"u8) || head.Is("SUBSCRIPTION"u8))
        {
            return Never;
        }
        head.Skip("UNIQUE"u8);
        return head.Skip("INDEX"u8) && head.Is("CONCURRENTLY"u8) ? Never : Always;
    }

    private static int Alter(ref StatementHead head)
    {
        if (head.Is("SYSTEM"u8))
        {
            return Never;
        }
        if (head.Is("TYPE"u8))
        {
            return Contains(ref head, "ADD"u8, "VALUE"u8) ? 12 : Always;
        }
        if (head.Is("DATABASE"u8))
        {
            return Contains(ref head, "SET"u8, "TABLESPACE"u8) ? Never : Always;
        }
        if (head.Is("SUBSCRIPTION"u8))
        {
            return Contains(ref head, "REFRESH"u8, "PUBLICATION"u8) ? Never : Always;
        }
        return head.Is("TABLE"u8) && Contains(ref head, "DETACH"u8, "PARTITION"u8) && LastWordIsConcurrently(ref head) ? Never : Always;
    }

    /// <summary>DETACH PARTITION name [CONCURRENTLY | FINALIZE]: the word is the last one, and not the partition's name itself.</summary>
    private static bool LastWordIsConcurrently(ref StatementHead head)
    {
        var concurrently = false;
        head.Next();
        while (head.Next())
        {
            concurrently = head.Is("CONCURRENTLY"u8);
        }
        return concurrently;
    }

    /// <summary>
    /// REINDEX [(option [, …])] {INDEX | TABLE | SCHEMA | DATABASE | SYSTEM} [CONCURRENTLY] [name], and REINDEX VERBOSE … as Flyway reads
    /// it.
    /// </summary>
    private static int Reindex(ref StatementHead head)
    {
        var concurrently = false;
        if (head.Is("("u8))
        {
            concurrently = OptionIsOn(ref head, "CONCURRENTLY"u8);
            head.Next();
        }
        head.Skip("VERBOSE"u8);
        if (concurrently || head.Is("SCHEMA"u8) || head.Is("DATABASE"u8) || head.Is("SYSTEM"u8))
        {
            return Never;
        }
        return (head.Skip("INDEX"u8) || head.Skip("TABLE"u8)) && head.Is("CONCURRENTLY"u8) ? Never : Always;
    }

    /// <summary>CLUSTER [(option [, …])] [VERBOSE] without a table works through all tables, a transaction each.</summary>
    private static int Cluster(ref StatementHead head)
    {
        if (head.Is("("u8))
        {
            OptionIsOn(ref head, default);
            head.Next();
        }
        head.Skip("VERBOSE"u8);
        return head.AtEnd ? Never : Always;
    }

    /// <summary>
    /// Reads a parenthesised option list to its end. An option counts as on unless its value says off (manual: REINDEX, boolean).
    /// </summary>
    private static bool OptionIsOn(ref StatementHead head, ReadOnlySpan<byte> option)
    {
        var on = false;
        var named = false;
        while (head.Next() && !(head.Depth == 0 && head.Token[0] == (byte)')'))
        {
            if (head.IsAnywhere(option))
            {
                on = named = true;
            }
            else if (head.Token[0] == (byte)',')
            {
                named = false;
            }
            else if (named)
            {
                on = !(head.IsAnywhere("FALSE"u8) || head.IsAnywhere("OFF"u8) || head.IsAnywhere("0"u8) || head.IsAnywhere("NO"u8)
                    || head.IsAnywhere("'false'"u8) || head.IsAnywhere("'off'"u8) || head.IsAnywhere("'0'"u8));
            }
        }
        return on;
    }

    private static bool Contains(ref StatementHead head, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        while (head.NextOutside())
        {
            while (head.Is(first))
            {
                if (head.Next() && head.Is(second))
                {
                    return true;
                }
            }
        }
        return false;
    }
}

namespace Daybreak.MigrationEngine.History;

/// <summary>The statements that create Flyway's history table, unchanged from Flyway 4.2 to 13 (flyway-semantics §1). Pure.</summary>
internal static class SchemaHistoryDdl
{
    /// <summary>CREATE TABLE.</summary>
    public static string CreateTable(string schema, string table, string? tablespace) =>
        $"""
        CREATE TABLE {Identifier.Quote(schema, table)} (
            "installed_rank" INT NOT NULL,
            "version" VARCHAR(50),
            "description" VARCHAR(200) NOT NULL,
            "type" VARCHAR(20) NOT NULL,
            "script" VARCHAR(1000) NOT NULL,
            "checksum" INTEGER,
            "installed_by" VARCHAR(100) NOT NULL,
            "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
            "execution_time" INTEGER NOT NULL,
            "success" BOOLEAN NOT NULL
        ){(tablespace is null ? string.Empty : $" TABLESPACE {Identifier.Quote(tablespace)}")}
        """;

    /// <summary>What follows the (optional) baseline row: primary key and index.</summary>
    public static IReadOnlyList<string> CreateIndexes(string schema, string table, string? tablespace) =>
    [
        $"ALTER TABLE {Identifier.Quote(schema, table)} ADD CONSTRAINT {Identifier.Quote(table + "_pk")} PRIMARY KEY (\"installed_rank\")"
        + (tablespace is null ? string.Empty : $" USING INDEX TABLESPACE {Identifier.Quote(tablespace)}"),
        $"CREATE INDEX {Identifier.Quote(table + "_s_idx")} ON {Identifier.Quote(schema, table)} (\"success\")"
        + (tablespace is null ? string.Empty : $" TABLESPACE {Identifier.Quote(tablespace)}"),
    ];
}

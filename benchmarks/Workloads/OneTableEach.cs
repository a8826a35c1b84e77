using System.Globalization;
using System.Text;

namespace Daybreak.Benchmarks.Workloads;

/// <summary>A number of migrations of one statement each, which makes a table; in the naming of every contender.</summary>
internal sealed class OneTableEach
{
    private const string HistoryTable =
        """
        CREATE TABLE "public"."flyway_schema_history" ("installed_rank" INT NOT NULL, "version" VARCHAR(50), "description" VARCHAR(200) NOT NULL,
        "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL, "checksum" INTEGER, "installed_by" VARCHAR(100) NOT NULL,
        "installed_on" TIMESTAMP NOT NULL DEFAULT now(), "execution_time" INTEGER NOT NULL, "success" BOOLEAN NOT NULL);
        ALTER TABLE "public"."flyway_schema_history" ADD CONSTRAINT "flyway_schema_history_pk" PRIMARY KEY ("installed_rank");
        CREATE INDEX "flyway_schema_history_s_idx" ON "public"."flyway_schema_history" ("success");

        """;

    private readonly string _root;
    private readonly int _count;

    private OneTableEach(string root, int count) => (_root, _count) = (root, count);

    /// <summary>Files as Flyway and Daybreak name them.</summary>
    public string Flyway => Path.Combine(_root, "flyway");

    /// <summary>Files as dbmate names them.</summary>
    public string Dbmate => Path.Combine(_root, "dbmate");

    /// <summary>Files as node-pg-migrate names them.</summary>
    public string NodePgMigrate => Path.Combine(_root, "node-pg-migrate");

    /// <summary>A project of sqitch.</summary>
    public string Sqitch => Path.Combine(_root, "sqitch");

    /// <summary>One file for psql: the history table, and for each migration a transaction of its statement and its history row.</summary>
    public string Psql => Path.Combine(_root, "psql.sql");

    /// <summary>Writes the files, where they are not there already.</summary>
    public static async Task<OneTableEach> CreateAsync(string directory, int count, CancellationToken cancellationToken)
    {
        var made = new OneTableEach(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"tables-{count}")), count);
        if (!File.Exists(made.Psql))
        {
            await made.WriteAsync(cancellationToken);
        }

        return made;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var directory in new[] { Flyway, Dbmate, NodePgMigrate, Path.Combine(Sqitch, "deploy") })
        {
            Directory.CreateDirectory(directory);
        }

        var psql = new StringBuilder(HistoryTable);
        var plan = new StringBuilder("%syntax-version=1.0.0\n%project=bench\n\n");
        for (var i = 1; i <= _count; i++)
        {
            var sql = Text($"CREATE TABLE t{i} (id bigint PRIMARY KEY, name text NOT NULL);\n");
            psql.Append(Text($"BEGIN;\n{sql}{HistoryRow(i)}COMMIT;\n"));
            plan.Append(Text($"t{i} 2026-01-01T00:00:00Z bench <bench@example.com> # t{i}\n"));
            await File.WriteAllTextAsync(Path.Combine(Flyway, Text($"V{i}__create_t{i}.sql")), sql, cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(Dbmate, Text($"{i:D14}_create_t{i}.sql")), $"-- migrate:up\n{sql}-- migrate:down\n", cancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(NodePgMigrate, Text($"{1_000_000_000_000 + i}_create-t{i}.sql")), "-- Up Migration\n" + sql, cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(Sqitch, "deploy", Text($"t{i}.sql")), $"BEGIN;\n{sql}COMMIT;\n", cancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(Sqitch, "sqitch.plan"), plan.ToString(), cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(Sqitch, "sqitch.conf"),
            "[core]\n\tengine = pg\n[user]\n\tname = bench\n\temail = bench@example.com\n",
            cancellationToken);
        await File.WriteAllTextAsync(Psql, psql.ToString(), cancellationToken);
    }

    /// <summary>The row Daybreak writes; psql cannot know the checksum, and any number costs the same.</summary>
    private static string HistoryRow(int i) => Text(
        $"""
        INSERT INTO "public"."flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by",
        "execution_time", "success") VALUES ({i}, '{i}', 'create t{i}', 'SQL', 'V{i}__create_t{i}.sql', {1_000_000_007L * i % 2_000_000_011}, 'postgres', 1, true);

        """);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}

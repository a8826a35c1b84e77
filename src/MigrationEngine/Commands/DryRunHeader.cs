using System.Globalization;
using Daybreak.MigrationEngine.History;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>What a dry run's script begins and ends with.</summary>
internal static class DryRunHeader
{
    /// <summary>Comments for who reads it, and what makes the session that runs it like the one that was not run.</summary>
    public static async Task WriteAsync(MigrationContext context, DryRunScript script, CancellationToken cancellationToken)
    {
        var infos = await context.CompareAsync(cancellationToken).ConfigureAwait(false);
        script.Comment(
            $"""
            Dry run: nothing of this has been executed.
            Database: {context.Session.Facts.Database}
            Schema: {Identifier.Quote(context.DefaultSchema)}
            Version: {infos.Current?.DisplayText ?? "<< Empty Schema >>"}
            Written: {context.Time.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)}
            Run it on a database in the same state: psql -v ON_ERROR_STOP=1 -f FILE
            """);
        script.Statement("SET client_encoding = 'UTF8'");
        script.Statement("SET standard_conforming_strings = on");
        script.Statement($"SET TimeZone = {Identifier.Literal(context.Session.Facts.TimeZone)}");
        if (context.Configuration.InitSql is { } initSql)
        {
            script.Statement(initSql.TrimEnd().TrimEnd(';'));
        }

        // The lock that migrate would hold keeps other migrations out while the script runs.
        script.Statement($"SELECT pg_catalog.pg_advisory_lock({Key(context)})");
    }

    /// <summary>Gives the lock back.</summary>
    public static void WriteEnd(MigrationContext context, DryRunScript script) =>
        script.Statement($"SELECT pg_catalog.pg_advisory_unlock({Key(context)})");

    private static string Key(MigrationContext context) =>
        LockKey.For(context.DefaultSchema, context.Configuration.Table).ToString(CultureInfo.InvariantCulture);
}

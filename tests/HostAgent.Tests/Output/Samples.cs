using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Tests.Output;

/// <summary>Constructed migrations.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 4, 5, 6, 120, TimeSpan.FromHours(1));

    public static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("+01", TimeSpan.FromHours(1), null, null);

    public static MigrationInfo Applied(
        string? version, string description, MigrationState state, MigrationType type = MigrationType.Sql, bool undoable = false) =>
        new(
            type.IsSynthetic() ? null : File(version, description, type),
            new AppliedMigration(
                1, Version(version), description, type, $"V{version}.sql", 7, new DateTime(2026, 11, 21, 0, 30, 15, 250), "me", 42, true),
            state,
            undoable);

    public static MigrationInfo Pending(string? version, string description) =>
        new(File(version, description, MigrationType.Sql), null, MigrationState.Pending, false);

    private static ResolvedMigration File(string? version, string description, MigrationType type) =>
        new(Version(version), description, type, "a/x.sql", "/mig/a/x.sql", 7, null, ScriptConfig.None);

    private static MigrationVersion? Version(string? text) => text is null ? null : MigrationVersion.Parse(text);
}

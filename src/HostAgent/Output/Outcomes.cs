using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Output;

/// <summary>Says what the engine's results mean, in Flyway's JSON and in Flyway's sentences.</summary>
internal static class Outcomes
{
    /// <summary>The outcome of migrate.</summary>
    /// <param name="result">The engine's result.</param>
    /// <param name="dryRunOutput">The file of a dry run; null for a real one.</param>
    /// <param name="now">The time of the answer, local.</param>
    public static CommandOutcome Migrate(MigrateResult result, string? dryRunOutput, DateTimeOffset now) =>
        new(Answer(result, null, now), MigrateText(result, dryRunOutput), null);

    /// <summary>The outcome of a migrate that failed midway.</summary>
    public static CommandOutcome Migrate(MigrateException error, DateTimeOffset now) =>
        new(Answer(error.Partial, error, now), string.Empty, ErrorReport.Text(error));

    /// <summary>The outcome of info.</summary>
    /// <param name="result">The engine's result.</param>
    /// <param name="migrationIds">Whether only versions and descriptions are wanted.</param>
    /// <param name="now">The time of the answer, local.</param>
    /// <param name="zone">The zone of the history table's times.</param>
    public static CommandOutcome Info(InfoResult result, bool migrationIds, DateTimeOffset now, TimeZoneInfo zone)
    {
        // An undo file that could run is told by the "Undoable" of its migration.
        var shown = result.Migrations.Where(m => m.State != MigrationState.Available).ToList();
        var answer = new InfoAnswer
        {
            SchemaVersion = result.SchemaVersion,
            SchemaName = SchemaNames(result.Schemas),
            Migrations = [.. shown.Select(m => Item(m, zone))],
            Database = result.Database,
            AllSchemasEmpty = result.AllSchemasEmpty,
            Timestamp = Moments.Local(now),
        };
        var text = migrationIds
            ? string.Join(',', shown.Select(m => m.Version?.DisplayText ?? m.Description))
            : $"Schema version: {result.SchemaVersion ?? "<< Empty Schema >>"}\n\n{InfoTable.Draw(shown)}".TrimEnd('\n');
        return new CommandOutcome(answer, text, null);
    }

    /// <summary>The outcome of validate; a failed validation fails the command, in JSON too.</summary>
    public static CommandOutcome Validate(ValidateResult result)
    {
        var error = $"Validate failed: {result.ErrorMessage}";
        var answer = new ValidateAnswer
        {
            ErrorDetails = result.ValidationSuccessful ? null : Details(result),
            InvalidMigrations = [.. result.InvalidMigrations.Select(Answer)],
            ValidationSuccessful = result.ValidationSuccessful,
            ValidateCount = result.ValidateCount,
            Database = result.Database,
            Warnings = result.Warnings,
            AllErrorMessages = string.Join('\n', result.InvalidMigrations.Select(invalid => invalid.Message)),
        };
        return result.ValidationSuccessful
            ? new CommandOutcome(
                answer, $"Successfully validated {Count(result.ValidateCount, "migration")} (execution time {Moments.Duration(result.TotalTime)})", null)
            : new CommandOutcome(answer, string.Empty, error);
    }

    /// <summary>The outcome of repair.</summary>
    public static CommandOutcome Repair(RepairResult result)
    {
        var answer = new RepairAnswer
        {
            RepairActions = result.RepairActions,
            MigrationsRemoved = [.. result.MigrationsRemoved.Select(Answer)],
            MigrationsDeleted = [.. result.MigrationsDeleted.Select(Answer)],
            MigrationsAligned = [.. result.MigrationsAligned.Select(Answer)],
            Database = result.Database,
        };
        var actions = result.RepairActions.Count == 0
            ? "Repair found nothing to mend in the schema history table"
            : $"Successfully repaired the schema history table:\n{string.Join('\n', result.RepairActions)}";
        return new CommandOutcome(answer, actions, null);
    }

    /// <summary>The outcome of baseline.</summary>
    public static CommandOutcome Baseline(BaselineResult result)
    {
        var answer = new BaselineAnswer
        {
            SuccessfullyBaselined = result.SuccessfullyBaselined,
            BaselineVersion = result.BaselineVersion,
            Database = result.Database,
        };
        var text = result.SuccessfullyBaselined
            ? $"Successfully baselined schema with version: {result.BaselineVersion}"
            : $"The schema history table is already initialized with version {result.BaselineVersion}. Skipping.";
        return new CommandOutcome(answer, text, null);
    }

    /// <summary>The outcome of clean.</summary>
    public static CommandOutcome Clean(CleanResult result)
    {
        var answer = new CleanAnswer { SchemasCleaned = result.SchemasCleaned, SchemasDropped = result.SchemasDropped, Database = result.Database };
        var lines = result.SchemasCleaned.Select(schema => $"Successfully cleaned schema \"{schema}\"")
            .Concat(result.SchemasDropped.Select(schema => $"Successfully dropped schema \"{schema}\""));
        var text = string.Join('\n', lines);
        return new CommandOutcome(answer, text.Length == 0 ? "Nothing to clean" : text, null);
    }

    /// <summary>The outcome of undo.</summary>
    /// <param name="result">The engine's result.</param>
    /// <param name="dryRunOutput">The file of a dry run; null for a real one.</param>
    public static CommandOutcome Undo(UndoResult result, string? dryRunOutput = null)
    {
        var answer = new UndoAnswer
        {
            InitialSchemaVersion = result.InitialSchemaVersion,
            TargetSchemaVersion = result.TargetSchemaVersion,
            SchemaName = SchemaNames(result.Schemas),
            UndoneMigrations = [.. result.UndoneMigrations.Select(m => new UndoneMigrationAnswer(m.Version, m.Description, m.FilePath, m.ExecutionTime))],
            MigrationsUndone = result.UndoneMigrations.Count,
            Database = result.Database,
            Warnings = result.Warnings,
        };
        var text = dryRunOutput is not null
            ? $"Dry run: nothing was undone; the SQL of {Count(result.UndoneMigrations.Count, "undo migration")} is in {dryRunOutput}"
            : result.UndoneMigrations.Count == 0
            ? $"Schema \"{result.SchemaName}\" has nothing to undo"
            : $"Successfully undid {Count(result.UndoneMigrations.Count, "migration")} to schema \"{result.SchemaName}\", "
              + $"now at version {result.TargetSchemaVersion ?? "<< Empty Schema >>"}";
        return new CommandOutcome(answer, text, null);
    }

    private static string MigrateText(MigrateResult result, string? dryRunOutput)
    {
        if (dryRunOutput is not null)
        {
            return $"Dry run: nothing was applied; the SQL of {Count(result.MigrationsExecuted, "migration")} is in {dryRunOutput}";
        }

        if (result.MigrationsExecuted == 0)
        {
            return $"Schema \"{result.SchemaName}\" is up to date. No migration necessary.";
        }

        var version = result.TargetSchemaVersion is { } target ? $", now at version v{target}" : string.Empty;
        return $"Successfully applied {Count(result.MigrationsExecuted, "migration")} to schema \"{result.SchemaName}\"{version} "
            + $"(execution time {Moments.Duration(result.TotalTime)})";
    }

    private static MigrateAnswer Answer(MigrateResult result, MigrateException? error, DateTimeOffset now) => new()
    {
        InitialSchemaVersion = result.InitialSchemaVersion,
        TargetSchemaVersion = result.TargetSchemaVersion,
        SchemaName = SchemaNames(result.Schemas),
        Migrations = [.. result.Migrations.Select(m =>
            new MigrationAnswer(m.Category, m.Version, m.Description, m.Type, m.FilePath, m.ExecutionTime))],
        MigrationsExecuted = result.MigrationsExecuted,
        Success = result.Success && error is null,
        Database = result.Database,
        Warnings = result.Warnings,
        TotalMigrationTime = result.Migrations.Sum(m => (long)m.ExecutionTime),
        Error = error is null ? null : ErrorReport.Item(error),
        Exception = error?.Message,
        Timestamp = Moments.Local(now),
    };

    private static InfoItem Item(MigrationInfo migration, TimeZoneInfo zone) => new()
    {
        Category = migration.Category,
        Version = migration.Version?.DisplayText ?? string.Empty,
        RawVersion = migration.Version?.RawText ?? string.Empty,
        Description = migration.Description,
        Type = migration.Type.Name(),
        InstalledOnUTC = migration.Applied is { } applied ? Moments.Utc(applied.InstalledOn, zone) : string.Empty,
        State = migration.State.DisplayName(),
        Undoable = InfoTable.Undoable(migration),
        Filepath = migration.Resolved?.Path ?? string.Empty,
        UndoFilepath = migration.UndoPath ?? string.Empty,
        InstalledBy = migration.Applied?.InstalledBy ?? string.Empty,
        ShouldExecuteExpression = migration.Resolved?.Config.ShouldExecute switch { true => "true", false => "false", null => null },
        ExecutionTime = migration.Applied?.ExecutionTime ?? 0,
    };

    // As in Flyway, what is wrong with migrations is told of each of them.
    private static ErrorDetails Details(ValidateResult result) => result.InvalidMigrations.Count > 0
        ? new ErrorDetails(ErrorCode.ValidateError.Name(), "Migrations have failed validation")
        : new ErrorDetails(result.ErrorCode!.Value.Name(), result.ErrorMessage!);

    private static InvalidMigrationAnswer Answer(InvalidMigration invalid) =>
        new(invalid.Version, invalid.Description, invalid.FilePath ?? string.Empty, new ErrorDetails(invalid.Code.Name(), invalid.Message));

    private static RepairedMigrationAnswer Answer(RepairedMigration repaired) => new(repaired.Version, repaired.Description, repaired.FilePath);

    // Flyway names what was configured, not the schema that the connection made of it.
    private static string SchemaNames(IReadOnlyList<string> schemas) => string.Join(", ", schemas);

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}

using Daybreak.HostAgent.Connecting;
using Daybreak.HostAgent.Output;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Tests.Output;

public sealed class The_answer_in_json
{
    private static readonly MigrateResult Migrated = new()
    {
        Database = "users",
        SchemaName = "app",
        Schemas = ["app", "audit"],
        TargetSchemaVersion = "2",
        Migrations = [new ExecutedMigration("Versioned", "2", "b \"ü\" <x>", "SQL", "/mig/V2__b.sql", 12)],
        Success = true,
        Warnings = ["careful"],
        TotalTime = TimeSpan.FromMilliseconds(62_069),
    };

    [Fact]
    public void Of_migrate() => Same(
        Outcomes.Migrate(Migrated, null, Samples.Now),
        """
        {
          "initialSchemaVersion": null,
          "targetSchemaVersion": "2",
          "schemaName": "app, audit",
          "migrations": [
            {
              "category": "Versioned",
              "version": "2",
              "description": "b \"ü\" <x>",
              "type": "SQL",
              "filepath": "/mig/V2__b.sql",
              "executionTime": 12
            }
          ],
          "migrationsExecuted": 1,
          "success": true,
          "flywayVersion": "13.0.0",
          "database": "users",
          "warnings": [
            "careful"
          ],
          "totalMigrationTime": 12,
          "databaseType": "PostgreSQL",
          "exception": null,
          "licenseFailed": false,
          "timestamp": "2026-11-21T04:05:06.120",
          "operation": "migrate"
        }
        """);

    [Fact]
    public void Of_a_migrate_that_failed()
    {
        var error = new MigrateException(ErrorCode.FailedVersionedMigration, "it failed", Migrated with { Migrations = [], Success = false })
        {
            SqlState = "42P01",
            Place = new ScriptPlace("/mig/V2__b.sql", 2, 3, 15, "select *\n       ^"),
        };

        Same(
            Outcomes.Migrate(error, Samples.Now),
            """
            {
              "initialSchemaVersion": null,
              "targetSchemaVersion": "2",
              "schemaName": "app, audit",
              "migrations": [],
              "migrationsExecuted": 0,
              "success": false,
              "flywayVersion": "13.0.0",
              "database": "users",
              "warnings": [
                "careful"
              ],
              "totalMigrationTime": 0,
              "databaseType": "PostgreSQL",
              "error": {
                "errorCode": "FAILED_VERSIONED_MIGRATION",
                "sqlState": "42P01",
                "sqlErrorCode": 0,
                "message": "it failed",
                "lineNumber": 2,
                "path": "/mig/V2__b.sql",
                "cause": null
              },
              "exception": "it failed",
              "licenseFailed": false,
              "timestamp": "2026-11-21T04:05:06.120",
              "operation": "migrate"
            }
            """);
    }

    [Fact]
    public void Of_info()
    {
        var result = new InfoResult
        {
            Database = "users",
            SchemaName = "public",
            SchemaVersion = "1",
            Migrations =
            [
                Samples.Applied("1", "first", MigrationState.Success, undoable: true),
                Samples.Applied("1", "first", MigrationState.Available, MigrationType.UndoSql),
                Samples.Pending(null, "a view"),
            ],
        };

        Same(
            Outcomes.Info(result, false, Samples.Now, Samples.Zone),
            """
            {
              "schemaVersion": "1",
              "schemaName": "",
              "migrations": [
                {
                  "category": "Versioned",
                  "version": "1",
                  "rawVersion": "1",
                  "description": "first",
                  "type": "SQL",
                  "installedOnUTC": "2026-11-20T23:30:15.250Z",
                  "state": "Success",
                  "undoable": "Yes",
                  "filepath": "/mig/a/x.sql",
                  "undoFilepath": "",
                  "installedBy": "me",
                  "shouldExecuteExpression": null,
                  "executionTime": 42
                },
                {
                  "category": "Repeatable",
                  "version": "",
                  "rawVersion": "",
                  "description": "a view",
                  "type": "SQL",
                  "installedOnUTC": "",
                  "state": "Pending",
                  "undoable": "",
                  "filepath": "/mig/a/x.sql",
                  "undoFilepath": "",
                  "installedBy": "",
                  "shouldExecuteExpression": null,
                  "executionTime": 0
                }
              ],
              "flywayVersion": "13.0.0",
              "database": "users",
              "allSchemasEmpty": false,
              "exception": null,
              "licenseFailed": false,
              "timestamp": "2026-11-21T04:05:06.120",
              "operation": "info"
            }
            """);
    }

    [Fact]
    public void Of_a_validate_that_failed() => Same(
        Outcomes.Validate(Invalid),
        """
        {
          "errorDetails": {
            "errorCode": "VALIDATE_ERROR",
            "errorMessage": "Migrations have failed validation"
          },
          "invalidMigrations": [
            {
              "version": "1",
              "description": "first",
              "filepath": "",
              "errorDetails": {
                "errorCode": "CHECKSUM_MISMATCH",
                "errorMessage": "changed"
              }
            }
          ],
          "validationSuccessful": false,
          "validateCount": 0,
          "flywayVersion": "13.0.0",
          "database": "users",
          "warnings": [],
          "allErrorMessages": "changed",
          "operation": "validate"
        }
        """);

    [Fact]
    public void Of_repair() => Same(
        Outcomes.Repair(new RepairResult
        {
            Database = "users",
            RepairActions = ["Removed failed migrations"],
            MigrationsRemoved = [new RepairedMigration("1", "first", "")],
        }),
        """
        {
          "repairActions": [
            "Removed failed migrations"
          ],
          "migrationsRemoved": [
            {
              "version": "1",
              "description": "first",
              "filepath": ""
            }
          ],
          "migrationsDeleted": [],
          "migrationsAligned": [],
          "flywayVersion": "13.0.0",
          "database": "users",
          "warnings": [],
          "operation": "repair"
        }
        """);

    [Fact]
    public void Of_baseline() => Same(
        Outcomes.Baseline(new BaselineResult { Database = "users", SuccessfullyBaselined = true, BaselineVersion = "1" }),
        """
        {
          "successfullyBaselined": true,
          "baselineVersion": "1",
          "flywayVersion": "13.0.0",
          "database": "users",
          "warnings": [],
          "operation": "baseline"
        }
        """);

    [Fact]
    public void Of_clean() => Same(
        Outcomes.Clean(new CleanResult { Database = "users", SchemasCleaned = ["public"] }),
        """
        {
          "schemasCleaned": [
            "public"
          ],
          "schemasDropped": [],
          "flywayVersion": "13.0.0",
          "database": "users",
          "warnings": [],
          "operation": "clean"
        }
        """);

    [Fact]
    public void Of_undo() => Same(
        Outcomes.Undo(Undone),
        """
        {
          "initialSchemaVersion": "2",
          "targetSchemaVersion": "1",
          "schemaName": "",
          "undoneMigrations": [
            {
              "version": "2",
              "description": "b",
              "filepath": "/mig/U2__b.sql",
              "executionTime": 3
            }
          ],
          "migrationsUndone": 1,
          "flywayVersion": "13.0.0",
          "database": "users",
          "warnings": [],
          "operation": "undo"
        }
        """);

    [Fact]
    public void Of_a_connection_that_failed() => Same(
        new CommandOutcome(new ErrorAnswer(ErrorReport.Item(new ConnectionFailedException("no way in", null, new IOException("refused")))), "", "x"),
        """
        {
          "error": {
            "errorCode": "DB_CONNECTION",
            "subErrorCode": "CONNECTION_FAILURE",
            "sqlState": "08001",
            "sqlErrorCode": 0,
            "message": "no way in",
            "cause": {
              "message": "refused",
              "stackTrace": null,
              "cause": null
            }
          }
        }
        """);

    [Fact]
    public void Of_several_commands() => Assert.Equal(
        """
        {
          "individualResults": [
            {
              "successfullyBaselined": false,
              "baselineVersion": "1",
              "flywayVersion": "13.0.0",
              "database": "users",
              "warnings": [],
              "operation": "baseline"
            },
            {
              "schemasCleaned": [],
              "schemasDropped": [],
              "flywayVersion": "13.0.0",
              "database": "users",
              "warnings": [],
              "operation": "clean"
            }
          ]
        }
        """,
        AnswerJson.Document(
        [
            Outcomes.Baseline(new BaselineResult { Database = "users", SuccessfullyBaselined = false, BaselineVersion = "1" }).Answer,
            Outcomes.Clean(new CleanResult { Database = "users" }).Answer,
        ]));

    internal static ValidateResult Invalid => new()
    {
        Database = "users",
        SchemaName = "public",
        InvalidMigrations = [new InvalidMigration("1", "first", null, ErrorCode.ChecksumMismatch, "changed")],
        ErrorMessage = "Migrations have failed validation\nchanged",
    };

    internal static UndoResult Undone => new()
    {
        Database = "users",
        SchemaName = "public",
        InitialSchemaVersion = "2",
        TargetSchemaVersion = "1",
        UndoneMigrations = [new ExecutedMigration("Undo", "2", "b", "UNDO_SQL", "/mig/U2__b.sql", 3)],
    };

    private static void Same(CommandOutcome outcome, string expected) => Assert.Equal(expected, AnswerJson.Document([outcome.Answer]));
}

using Daybreak.HostAgent.Output;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Tests.Output;

public sealed class The_info_table
{
    [Fact]
    public void Is_drawn_as_flyway_draws_it()
    {
        var table = InfoTable.Draw(
        [
            Samples.Applied("0.9", "<< Flyway Baseline >>", MigrationState.Baseline, MigrationType.Baseline),
            Samples.Applied("1", "first", MigrationState.Success, undoable: true),
            Samples.Applied("2", "b", MigrationState.Undone, undoable: true),
            Samples.Applied("2", "b", MigrationState.Success, MigrationType.UndoSql),
            Samples.Applied("3", "gone", MigrationState.Deleted),
            Samples.Applied("3.1", "broken", MigrationState.Failed, undoable: true),
            Samples.Applied(null, "a view", MigrationState.Outdated),
            Samples.Pending("10.0_1", "späte Änderung"),
        ]);

        Assert.Equal(
            """
            +------------+---------+-----------------------+----------+---------------------+----------+----------+
            | Category   | Version | Description           | Type     | Installed On        | State    | Undoable |
            +------------+---------+-----------------------+----------+---------------------+----------+----------+
            |            | 0.9     | << Flyway Baseline >> | BASELINE | 2026-11-21 00:30:15 | Baseline | No       |
            | Versioned  | 1       | first                 | SQL      | 2026-11-21 00:30:15 | Success  | Yes      |
            | Versioned  | 2       | b                     | SQL      | 2026-11-21 00:30:15 | Undone   |          |
            | Undo       | 2       | b                     | UNDO_SQL | 2026-11-21 00:30:15 | Success  |          |
            | Versioned  | 3       | gone                  | SQL      | 2026-11-21 00:30:15 | Deleted  |          |
            | Versioned  | 3.1     | broken                | SQL      | 2026-11-21 00:30:15 | Failed   | No       |
            | Repeatable |         | a view                | SQL      | 2026-11-21 00:30:15 | Outdated |          |
            | Versioned  | 10.0.1  | späte Änderung        | SQL      |                     | Pending  | No       |
            +------------+---------+-----------------------+----------+---------------------+----------+----------+

            """,
            table);
    }

    [Fact]
    public void Says_when_it_is_empty() => Assert.Equal(
        """
        +----------+---------+-------------+------+--------------+-------+----------+
        | Category | Version | Description | Type | Installed On | State | Undoable |
        +----------+---------+-------------+------+--------------+-------+----------+
        | No migrations found                                                       |
        +----------+---------+-------------+------+--------------+-------+----------+

        """,
        InfoTable.Draw([]));
}

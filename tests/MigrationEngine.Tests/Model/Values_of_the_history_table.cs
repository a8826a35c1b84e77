using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Model;

public sealed class Values_of_the_history_table
{
    [Theory]
    [InlineData("SQL", MigrationType.Sql)]
    [InlineData("SQL_BASELINE", MigrationType.SqlBaseline)]
    [InlineData("UNDO_SQL", MigrationType.UndoSql)]
    [InlineData("BASELINE", MigrationType.Baseline)]
    [InlineData("SCHEMA", MigrationType.Schema)]
    [InlineData("DELETE", MigrationType.Delete)]
    [InlineData("JDBC", MigrationType.Jdbc)]
    [InlineData("JDBC_BASELINE", MigrationType.JdbcBaseline)]
    [InlineData("SCRIPT", MigrationType.Script)]
    [InlineData("SCRIPT_BASELINE", MigrationType.ScriptBaseline)]
    [InlineData("CUSTOM", MigrationType.Custom)]
    [InlineData("UNDO_JDBC", MigrationType.UndoJdbc)]
    [InlineData("UNDO_SCRIPT", MigrationType.UndoScript)]
    [InlineData("UNDO_CUSTOM", MigrationType.UndoCustom)]
    public void Name_a_type_in_both_directions(string name, MigrationType type) =>
        Assert.Equal((type, name), (MigrationTypes.Parse(name), type.Name()));

    [Theory]
    [InlineData("SPRING_JDBC", MigrationType.Jdbc)]
    [InlineData("JDBC_STATE_SCRIPT", MigrationType.JdbcBaseline)]
    public void Have_names_of_older_versions(string name, MigrationType type) => Assert.Equal(type, MigrationTypes.Parse(name));

    [Fact]
    public void Refuse_an_unknown_type() => Assert.Equal(
        "Unknown migration type 'sql' found in schema history. You might be missing a required extension JAR on the classpath.",
        Assert.Throws<MigrationException>(() => MigrationTypes.Parse("sql")).Message);

    [Fact]
    public void Cut_a_description_at_two_hundred_characters()
    {
        Assert.Equal(new string('d', 200), HistoryColumns.Description(new string('d', 200)));
        Assert.Equal(new string('d', 197) + "...", HistoryColumns.Description(new string('d', 201)));
    }

    [Fact]
    public void Cut_the_beginning_of_a_script_to_a_thousand_characters()
    {
        Assert.Equal(new string('s', 1000), HistoryColumns.Script(new string('s', 1000)));
        Assert.Equal("..." + new string('s', 997), HistoryColumns.Script("123" + new string('s', 1200)));
    }

    [Fact]
    public void Have_a_shown_name_for_every_state_and_every_error()
    {
        var states = Enum.GetValues<MigrationState>().Select(state => state.DisplayName()).ToList();
        Assert.Equal(states.Count, states.Distinct().Count());
        Assert.All(Enum.GetValues<ErrorCode>(), code => Assert.Matches("^[A-Z_]+$", code.Name()));
        Assert.Equal("ERROR", ErrorCode.LockNotAcquired.Name());
    }
}

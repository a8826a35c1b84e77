using Daybreak.MigrationEngine.Commands;
using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.Tests.Commands;

/// <summary>Scripts that leave the session as it was: nothing is put back between them, and their rows are written by a prepared statement.</summary>
public sealed class Definitions_that_follow_each_other
{
    [Fact]
    public async Task Have_rows_like_all_others()
    {
        await using var project = await Project.CreateAsync(
            ("V1__first.sql", "create table t1(i int);"),
            ("V1.1__it's_a_\\_\"quoted\"_$1_name.sql", "create table t2(i int);"),
            ("V2__empty.sql", ""),
            ("R__view.sql", "create or replace view v as select i from t2;"));

        await project.MigrateAsync();

        Assert.Equal(
            [
                "1|first|V1__first.sql|SQL|t", "1.1|it's a \\ \"quoted\" $1 name|V1.1__it's_a_\\_\"quoted\"_$1_name.sql|SQL|t",
                "2|empty|V2__empty.sql|SQL|t", "-|view|R__view.sql|SQL|t",
            ],
            await project.Database.QueryColumnAsync(
                "select concat_ws('|', coalesce(version, '-'), description, script, type, success) from flyway_schema_history order by installed_rank"));
        Assert.Equal(["4"], await project.Database.QueryColumnAsync(
            "select count(*) from flyway_schema_history where checksum is not null and execution_time >= 0 and installed_by = current_user and installed_on is not null"));
        Assert.Empty((await project.MigrateAsync()).Migrations);
    }

    [Theory]
    [InlineData("select 1;", "1")]
    [InlineData("deallocate all;", "0")]
    public async Task Use_the_prepared_statement_as_long_as_the_session_has_it(string between, string expected)
    {
        await using var project = await Project.CreateAsync(Tables(1, 5));
        project.Write("V6__between.sql", between);
        project.Write("V7__count.sql", "create table counted as select count(*)::int as c from pg_prepared_statements where name = 'daybreak_history_row';");
        WriteTables(project, 8, 5);

        await project.MigrateAsync();

        Assert.Equal([expected], await project.Database.QueryColumnAsync("select c from counted"));
        Assert.Equal(["12"], await project.Database.QueryColumnAsync("select count(*) from flyway_schema_history where success"));
    }

    [Fact]
    public async Task Go_on_after_the_session_has_discarded_everything()
    {
        await using var project = await Project.CreateAsync(Tables(1, 3));
        project.Write("V4__discard.sql", "discard all;");
        WriteTables(project, 5, 3);

        await project.MigrateAsync();

        Assert.Equal(["t1", "t2", "t3", "t5", "t6", "t7"], await project.TablesAsync());
    }

    [Fact]
    public async Task Begin_with_the_sessions_own_role_and_path_after_a_function_that_set_others()
    {
        await using var project = await Project.CreateAsync(Tables(1, 3));
        project.Write(
            "V4__function.sql",
            """
            create schema s;
            create function other() returns void language plpgsql as $$
            begin
                perform set_config('search_path', 's', false);
                perform set_config('role', 'pg_monitor', false);
            end $$;
            """);
        project.Write("V5__call.sql", "select other();");
        WriteTables(project, 6, 3);

        await project.MigrateAsync();

        Assert.Equal(["t1", "t2", "t3", "t6", "t7", "t8"], await project.TablesAsync());
    }

    // An event trigger's function may set a search path behind every definition.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Begin_with_the_sessions_own_path_whatever_an_event_trigger_sets(bool before)
    {
        const string Trigger =
            """
            create schema s;
            create function s.other() returns event_trigger language plpgsql as $$ begin perform set_config('search_path', 's', false); end $$;
            create event trigger other on ddl_command_end when tag in ('CREATE TABLE') execute function s.other();
            """;
        await using var project = await Project.CreateAsync(Tables(2, 4));
        if (before)
        {
            await project.Database.ExecuteAsync(Trigger);
        }
        else
        {
            project.Write("V1__trigger.sql", Trigger);
        }

        await project.MigrateAsync();

        Assert.Equal(["t2", "t3", "t4", "t5"], await project.TablesAsync());
    }

    [Fact]
    public async Task End_with_the_one_that_fails()
    {
        await using var project = await Project.CreateAsync(Tables(1, 40));
        project.Write("V30__t.sql", "create table t30(i int);\ncreate table t29(i int);");

        var error = Assert.IsType<MigrateException>(await project.FailAsync());

        Assert.Equal((project["V30__t.sql"], 2), (error.Place?.Path, error.Place?.Line));
        Assert.Equal(29, error.Partial.Migrations.Count);
        Assert.Equal(["29|29"], await project.Database.QueryColumnAsync("select concat_ws('|', count(*), max(version::int)) from flyway_schema_history"));
        Assert.Equal(29, (await project.TablesAsync()).Count());
    }

    [Fact]
    public async Task Follow_a_comment_on_the_history_itself()
    {
        await using var project = await Project.CreateAsync(Tables(1, 3));
        project.Write("V4__comment.sql", "comment on table flyway_schema_history is 'kept by daybreak';");
        WriteTables(project, 5, 3);

        await project.MigrateAsync();

        Assert.Equal(["1 2 3 4 5 6 7"], await project.Database.QueryColumnAsync("select string_agg(version, ' ' order by installed_rank) from flyway_schema_history"));
    }

    [Fact]
    public async Task Have_no_row_behind_a_transaction_that_was_not_committed()
    {
        await using var project = await Project.CreateAsync(Tables(1, 1));
        await project.MigrateAsync();
        await using var connection = new NpgsqlConnection(project.Database.ConnectionString);
        await connection.OpenAsync();
        await using var mark = new NpgsqlCommand($"select set_config('{Session.Mark}', '1', false)", connection);
        await mark.ExecuteNonQueryAsync();
        var rows = new PreparedHistoryRow("public.flyway_schema_history");

        await ExecuteAsync(connection, rows.Insert(Row(2), "1", "2"));
        var error = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connection, rows.Insert(Row(4), "3", "4")));

        Assert.Equal(PostgresErrorCodes.DivisionByZero, error.SqlState);
        Assert.Equal(["1", "2"], await project.Database.QueryColumnAsync("select version from flyway_schema_history order by installed_rank"));
    }

    [Theory]
    [InlineData(16, 49, 32)]
    [InlineData(16, 50, 16)]
    [InlineData(128, 1, 128)]
    [InlineData(64, 100, 64)]
    [InlineData(64, 101, 32)]
    [InlineData(16, 5000, 16)]
    public void Are_given_to_the_server_in_numbers_that_take_a_tenth_of_a_second(int count, int milliseconds, int next) =>
        Assert.Equal(next, MigrationsUnderWay.Next(count, TimeSpan.FromMilliseconds(milliseconds)));

    private static NewHistoryRow Row(int version) => new(
        version, $"{version}", "t", MigrationType.Sql, $"V{version}__t.sql", 0, "me", null, true);

    private static async Task ExecuteAsync(NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> commands)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync();
    }

    private static IEnumerable<(string Name, string Text)> Tables(int first, int count) =>
        Enumerable.Range(first, count).Select(i => ($"V{i}__t.sql", $"create table t{i}(i int);"));

    private static void WriteTables(Project project, int first, int count)
    {
        foreach (var (name, text) in Tables(first, count))
        {
            project.Write(name, text);
        }
    }
}

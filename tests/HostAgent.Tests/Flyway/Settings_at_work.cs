namespace Daybreak.HostAgent.Tests.Flyway;

/// <summary>Settings whose effect only a database shows.</summary>
public sealed class Settings_at_work : FlywayProject
{
    [Fact]
    public async Task Undo_files_alone_are_not_migrations()
    {
        Cli.Write("sql/U1__a.sql", "drop table a");
        Cli.Write("sql/V2__b.sql", "create table b(i int)");

        var migrate = await RunAsync("migrate");
        var undo = await RunAsync("undo");

        Assert.Equal(0, migrate.ExitCode);
        Assert.Equal("1|2|t", await HistoryInRankOrderAsync());
        Assert.Equal(1, undo.ExitCode);
        Assert.Contains("2", undo.Error, StringComparison.Ordinal);
        Assert.Equal("1|2|t", await HistoryInRankOrderAsync());
    }

    [Theory]
    [InlineData("-repeatableSqlMigrationPrefix=V", "sqlMigrationPrefix and repeatableSqlMigrationPrefix are both 'V', so that 'V1__a.sql'")]
    [InlineData("-baselineMigrationPrefix=V", "sqlMigrationPrefix and baselineMigrationPrefix are both 'V', so that 'V1__a.sql'")]
    [InlineData("-baselineMigrationPrefix=R", "baselineMigrationPrefix and repeatableSqlMigrationPrefix are both 'R', so that 'R2__r.sql'")]
    public async Task A_prefix_of_two_kinds_is_an_error_where_a_file_has_it(string setting, string message)
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("sql/R2__r.sql", "select 1");

        var run = await RunAsync("migrate", setting);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(["0"], await Database.QueryColumnAsync("select count(*) from pg_class where relname = 'a'"));
    }

    [Fact]
    public async Task The_prefix_of_undo_migrations_takes_no_name_from_another_kind()
    {
        Cli.Write("sql/U__a.sql", "create table a(i int)");

        var run = await RunAsync("migrate", "-repeatableSqlMigrationPrefix=U");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(["a"], await Database.QueryColumnAsync("select description from flyway_schema_history"));
    }

    [Fact]
    public async Task A_wrong_target_is_an_error_of_every_command()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");

        var run = await RunAsync("repair", "-target=x");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Invalid version containing non-numeric characters", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_below_two_locations_is_one_migration()
    {
        foreach (var folder in new[] { "sql", "more" })
        {
            Cli.Write(folder + "/V1__a.sql", "create table a(i int)");
            Cli.Write(folder + "/R__r.sql", "select '${flyway:database}'");
        }

        var run = await RunAsync(Database, "sql,filesystem:more", "migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("1|1|t\n2|t", await HistoryInRankOrderAsync());
    }

    [Theory]
    [InlineData("more/V1__a.sql", "create table b(i int)")]
    [InlineData("more/deeper/V1__a.sql", "create table a(i int)")]
    public async Task A_file_that_differs_below_another_location_in_text_or_path_is_found_twice(string path, string text)
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write(path, text);

        var run = await RunAsync(Database, "sql,filesystem:more", "migrate");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Found more than one migration with version 1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_location_that_ends_in_two_stars_takes_everything_below_it()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("sql/deep/er/V2__b.sql", "create table b(i int)");

        var run = await Cli.RunAsync("migrate", "-url=" + Database.Url, "-user=" + Database.User, "-password=" + Database.Password, "-locations=filesystem:sql/**");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("1|1|t\n2|2|t", await HistoryInRankOrderAsync());
    }

    [Fact]
    public async Task The_old_name_of_the_event_beforeCreateSchema_still_works_with_a_warning()
    {
        Cli.Write("sql/createSchema.sql", "create table public.by_callback(i int)");
        Cli.Write("sql/V1__a.sql", "create table a(i int)");

        var run = await RunAsync("migrate", "-schemas=app");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("The callback event createSchema is deprecated", run.Error, StringComparison.Ordinal);
        Assert.Equal(["1"], await Database.QueryColumnAsync("select count(*) from pg_class where relname = 'by_callback'"));
    }

    [Fact]
    public async Task CreateSchemas_false_leaves_a_missing_schema_to_the_team()
    {
        Cli.Write("sql/beforeMigrate.sql", "create table public.by_callback(i int)");
        Cli.Write("sql/V1__a.sql", "create table a(i int)");

        var run = await RunAsync("migrate", "-schemas=app", "-createSchemas=false");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("app", run.Error, StringComparison.Ordinal);
        Assert.Equal(["0"], await Database.QueryColumnAsync("select count(*) from pg_namespace where nspname = 'app'"));
    }

    [Fact]
    public async Task Tablespace_is_where_the_history_lies()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");

        var unknown = await RunAsync("migrate", "-tablespace=nowhere");
        var run = await RunAsync("migrate", "-tablespace=pg_default");

        Assert.Equal((1, 0), (unknown.ExitCode, run.ExitCode));
        Assert.Contains("tablespace \"nowhere\" does not exist", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_read_in_it()
    {
        Cli.Write("sql/V1__a.sql", string.Empty);
        await File.WriteAllBytesAsync(
            Path.Combine(Cli.Directory, "sql", "V1__a.sql"),
            System.Text.Encoding.Latin1.GetBytes("create table a(t text); insert into a values ('Größe: 5 µm');"));

        var run = await RunAsync("migrate", "-encoding=ISO-8859-1");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(["Größe: 5 µm"], await Database.QueryColumnAsync("select t from a"));
    }

    [Fact]
    public async Task A_baseline_above_all_files_leaves_nothing_to_apply()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("sql/V2__b.sql", "create table b(i int)");

        var baseline = await RunAsync("baseline", "-baselineVersion=3", "-baselineDescription=as it was");
        var migrate = await RunAsync("migrate");
        var again = await RunAsync("baseline", "-baselineVersion=3", "-baselineDescription=as it was");
        var other = await RunAsync("baseline", "-baselineVersion=4");

        Assert.Equal((0, 0, 0, 1), (baseline.ExitCode, migrate.ExitCode, again.ExitCode, other.ExitCode));
        Assert.Equal("1|3|as it was|BASELINE|as it was|t", await HistoryAsync());
        Assert.Contains("3", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_baseline_migration_stands_for_all_before_it_on_an_empty_database()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("sql/B2__both.sql", "create table a(i int); create table b(i int)");
        Cli.Write("sql/V2__b.sql", "create table b(i int)");
        Cli.Write("sql/V3__c.sql", "create table c(i int)");

        var run = await RunAsync("migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("1|2|t\n2|3|t", await HistoryInRankOrderAsync());
        Assert.Equal(["SQL_BASELINE"], await Database.QueryColumnAsync("select type from flyway_schema_history where version = '2'"));
    }
}

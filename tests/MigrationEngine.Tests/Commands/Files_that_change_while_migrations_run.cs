using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class Files_that_change_while_migrations_run
{
    /// <summary>Logged when everything was validated and nothing has run.</summary>
    private const string Validated = "Current version of schema";

    [Theory]
    [InlineData("create table c(i int);")]
    [InlineData("create table b(i int);\n-- the rest of an upload\ncreate table c(i int);")]
    public async Task Are_not_run(string changed)
    {
        await using var project = await TwoFilesAsync();

        var error = await FailAsync(project, () => project.Write("V2__b.sql", changed));

        Assert.Equal(ErrorCode.FailedVersionedMigration, error.Code);
        Assert.Contains("was changed after it had been validated", error.Message, StringComparison.Ordinal);
        Assert.Contains(project["V2__b.sql"], error.Message, StringComparison.Ordinal);
        await OnlyTheFirstIsAppliedAsync(project, error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("executeInTransaction=false")]
    public async Task Leave_nothing_however_long_they_are(string conf)
    {
        var rows = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"insert into b values ({i});\n"));
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"), ("V2__b.sql", "create table b(i int);\n" + rows));
        project.Write("V2__b.sql.conf", conf);

        var error = await FailAsync(project, () => project.Write("V2__b.sql", "create table c(i int);\ncreate table b(i int);\n" + rows));

        Assert.Contains("was changed after it had been validated", error.Message, StringComparison.Ordinal);
        await OnlyTheFirstIsAppliedAsync(project, error);
    }

    [Theory]
    [InlineData("vacuum")]
    [InlineData("begin; commit; select 'no end")]
    [InlineData("create table b(i int); commit; insert into b select * from generate_series(1, 9);")]
    public async Task Leave_nothing_where_a_long_one_comes_first(string changed)
    {
        // Its statements were looked at while its checksum was taken.
        var comment = string.Concat(Enumerable.Repeat("-- a line of a comment\n", 500_000));
        await using var project = await Project.CreateAsync(("V1__a.sql", comment + "create table a(i int);"));

        var error = await FailAsync(project, () => project.Write("V1__a.sql", comment + changed));

        Assert.Equal(ErrorCode.FailedVersionedMigration, error.Code);
        Assert.Empty(await project.HistoryAsync());
        Assert.Empty(await project.TablesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leave_nothing_where_they_would_commit_now(bool group)
    {
        var rows = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"insert into b values ({i});\n"));
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"), ("V2__b.sql", "create table b(i int);\n" + rows));
        var log = new ActingLog("Executing: create table a", () => project.Write("V2__b.sql", "create table b(i int);\ncommit;\n" + rows));

        var error = await Assert.ThrowsAnyAsync<MigrationException>(
            () => project.Engine(configuration => configuration with { Group = group }, log).MigrateAsync(CancellationToken.None));

        Assert.Contains("was changed after it had been validated", error.Message, StringComparison.Ordinal);
        Assert.Equal(group ? [] : ["1 1 SQL ok"], await project.HistoryAsync());
        Assert.Equal(group ? [] : ["a"], await project.TablesAsync());
    }

    [Fact]
    public async Task Leave_no_part_of_a_copy_that_cannot_be_read_to_its_end()
    {
        // Statement by statement, so that nothing else takes it back.
        var rows = string.Concat(Enumerable.Range(0, 2_000_000).Select(i => $"{i % 10}\n"));
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);\ncopy a from stdin;\n" + rows + "\\.\n"));
        project.Write("V1__a.sql.conf", "executeInTransaction=false");
        var changed = "create table a(i int);\ncopy a from stdin;\n" + rows[..^4] + "\0\n1\n" + "\\.\n";
        var log = new ActingLog("Executing: copy a", () => project.Write("V1__a.sql", changed));

        await Assert.ThrowsAnyAsync<MigrationException>(() => project.Engine(logger: log).MigrateAsync(CancellationToken.None));

        Assert.Equal(["0"], await project.Database.QueryColumnAsync("select count(*) from a"));
        Assert.Equal(["1 1 SQL failed"], await project.HistoryAsync());
    }

    [Fact]
    public async Task Are_missed_when_they_are_gone()
    {
        await using var project = await TwoFilesAsync();

        var error = await FailAsync(project, () => File.Delete(project["V2__b.sql"]));

        Assert.Equal(ErrorCode.FailedVersionedMigration, error.Code);
        Assert.Contains($"Unable to read '{project["V2__b.sql"]}'", error.Message, StringComparison.Ordinal);
        await OnlyTheFirstIsAppliedAsync(project, error);
    }

    [Fact]
    public async Task Are_run_when_only_their_line_ends_differ()
    {
        await using var project = await TwoFilesAsync();

        var result = await project.Engine(logger: new ActingLog(Validated, () => project.Write("V2__b.sql", "create table b(i int);\r\n\r\n")))
            .MigrateAsync(CancellationToken.None);

        Assert.Equal(2, result.MigrationsExecuted);
    }

    [Fact]
    public async Task Of_which_one_is_wrong_do_not_keep_those_before_it_from_being_applied()
    {
        // It is read while the first one runs.
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"), ("V2__b.sql", "select 'no end"));

        var error = Assert.IsType<MigrateException>(await project.FailAsync());

        await OnlyTheFirstIsAppliedAsync(project, error);
    }

    private static Task<Project> TwoFilesAsync() =>
        Project.CreateAsync(("V1__a.sql", "create table a(i int);"), ("V2__b.sql", "create table b(i int);"));

    private static Task<MigrateException> FailAsync(Project project, Action change) =>
        Assert.ThrowsAsync<MigrateException>(() => project.Engine(logger: new ActingLog(Validated, change)).MigrateAsync(CancellationToken.None));

    private static async Task OnlyTheFirstIsAppliedAsync(Project project, MigrateException error)
    {
        Assert.Equal(["V1__a.sql"], error.Partial.Migrations.Select(migration => Path.GetFileName(migration.FilePath)));
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["a"], await project.TablesAsync());
    }
}

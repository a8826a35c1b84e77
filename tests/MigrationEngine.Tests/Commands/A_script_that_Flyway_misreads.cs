using System.Text;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class A_script_that_Flyway_misreads
{
    [Fact]
    public async Task Has_lower_case_escape_strings()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table t(x text);\ninsert into t values (e'it\\'s; ok');\n"));
        await project.MigrateAsync();
        Assert.Equal(["it's; ok"], await project.Database.QueryColumnAsync("select x from t"));
    }

    [Fact]
    public async Task Has_the_restrict_lines_of_pg_dump()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "\\restrict abc\ncreate table t(x text);\n\\unrestrict abc\n"));
        await project.MigrateAsync();
        Assert.Equal(["t"], await project.TablesAsync());
    }

    [Fact]
    public async Task Gives_up_its_lock_for_itself_only()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "discard all;"), ("V2__b.sql", "select pg_advisory_unlock_all();"),
            ("V3__c.sql", "create table c as select 1 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid();"));
        await project.MigrateAsync();
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok", "3 3 SQL ok"], await project.HistoryAsync());
        // The third had the lock again.
        Assert.Equal(["1"], await project.Database.QueryColumnAsync("select count(*) from c"));
    }

    [Fact]
    public async Task Inserts_a_hundred_thousand_rows_one_by_one()
    {
        var script = new StringBuilder("create table t(i int, x text);\n");
        for (var i = 0; i < 100_000; i++)
        {
            script.Append("insert into t values (").Append(i).Append(", 'a row of a script with very many rows, and of some length ');\n");
        }

        await using var project = await Project.CreateAsync(("V1__a.sql", script.ToString()));
        await project.MigrateAsync();
        Assert.Equal(["100000"], await project.Database.QueryColumnAsync("select count(distinct i) from t"));
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
    }
}

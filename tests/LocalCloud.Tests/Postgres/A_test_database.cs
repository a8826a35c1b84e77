using Daybreak.Testing;
using Npgsql;

namespace Daybreak.LocalCloud.Tests.Postgres;

public class A_test_database
{
    [Fact]
    public async Task Is_empty_and_its_own()
    {
        await using var one = await TestDatabase.CreateAsync();
        await using var other = await TestDatabase.CreateAsync();

        await one.ExecuteAsync("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (NULL)");

        Assert.Equal(["1", null], await one.QueryColumnAsync("SELECT a FROM t"));
        Assert.Equal(["0"], await other.QueryColumnAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task Speaks_UTF8_and_sorts_by_code_point()
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.Equal([["UTF8", "C"]], await database.QueryAsync(
            "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"));
    }

    [Fact]
    public async Task Is_gone_when_disposed_even_with_a_connection_open()
    {
        var database = await TestDatabase.CreateAsync();
        await using var open = new NpgsqlConnection(database.ConnectionString);
        await open.OpenAsync();

        await database.DisposeAsync();

        await using var other = await TestDatabase.CreateAsync();
        Assert.Equal(["0"], await other.QueryColumnAsync($"SELECT count(*) FROM pg_database WHERE datname = '{database.Name}'"));
    }
}

namespace Daybreak.HostAgent.Tests.Run;

public sealed class The_gate : IAsyncLifetime
{
    private MigratedDatabase _users = null!;

    public async Task InitializeAsync()
    {
        _users = await MigratedDatabase.CreateAsync();
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int);");
    }

    public async Task DisposeAsync() => await _users.DisposeAsync();

    [Fact]
    public async Task Refuses_two_files_of_one_version()
    {
        await _users.PutAsync("V2__other.sql", "CREATE TABLE other (id int);");

        await RefusesAsync("Found more than one migration with version 2", "V2__other.sql", "Remove or rename one of them.");
    }

    [Fact]
    public async Task Refuses_a_new_file_below_the_applied_version_unless_out_of_order()
    {
        Assert.Equal(0, (await _users.RunAsync("migrate", "1")).ExitCode);
        await _users.PutAsync("V1__a.sql", "CREATE TABLE a (id int);");

        await RefusesAsync("'V1__a.sql' is new and older than the schema's version.", "set outOfOrder=true", "daybreak release");

        _users.Configure("""{ "outOfOrder": true }""");
        Assert.Equal(0, (await _users.RunAsync("migrate", "3")).ExitCode);
        Assert.Equal(["a", "b"], await _users.TablesAsync());
    }

    [Fact]
    public async Task Refuses_a_missing_applied_file_even_if_it_was_the_newest()
    {
        await _users.PutAsync("V3__c.sql", "CREATE TABLE c (id int);");
        Assert.Equal(0, (await _users.RunAsync("migrate", "1")).ExitCode);
        await _users.Cloud.DeleteAsync("users", "V2__b.sql");
        await _users.PutAsync("V4__d.sql", "CREATE TABLE d (id int);");
        await RefusesAsync("'V2__b.sql' is applied, and its file is not in the bucket.", "run repair");

        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int);");
        await _users.Cloud.DeleteAsync("users", "V3__c.sql");
        await _users.Cloud.DeleteAsync("users", "V4__d.sql");
        await RefusesAsync("'V3__c.sql' is applied, and its file is not in the bucket.", "ignoreMigrationPatterns=*:future");

        _users.Configure("""{ "ignoreMigrationPatterns": "*:future" }""");
        Assert.Equal(0, (await _users.RunAsync("migrate", "4")).ExitCode);
    }

    [Fact]
    public async Task Refuses_a_changed_applied_file_before_anything_is_applied()
    {
        Assert.Equal(0, (await _users.RunAsync("migrate", "1")).ExitCode);
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id bigint);");
        await _users.PutAsync("V3__c.sql", "CREATE TABLE c (id int);");

        await RefusesAsync("Migration checksum mismatch: 'V2__b.sql' was changed after it was applied", "Upload its former version again");

        Assert.Equal(["b"], await _users.TablesAsync());
        Assert.Equal(0, (await _users.RunAsync("repair", "3")).ExitCode);
        Assert.Equal(0, (await _users.RunAsync("migrate", "4")).ExitCode);
        Assert.Equal(["b", "c"], await _users.TablesAsync());
    }

    private async Task RefusesAsync(params string[] texts)
    {
        var run = await _users.RunAsync("migrate", "refused");
        Assert.Equal((1, "failed", 0), (run.ExitCode, run.Outcome, (int)run.Summary["applied"]!));
        Assert.All(texts, text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }
}

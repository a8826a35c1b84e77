using System.Text.Json.Nodes;
using Daybreak.HostAgent.Release;
using Daybreak.HostAgent.Tests.Run;
using Daybreak.LocalCloud.S3;

namespace Daybreak.HostAgent.Tests.Release;

public sealed class A_release : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daybreak-release-").FullName;
    private MigratedDatabase _users = null!;

    public async Task InitializeAsync() => _users = await MigratedDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await _users.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Uploads_what_changed_and_last_the_manifest()
    {
        Write("V1__a.sql", "CREATE TABLE a (id int);");
        Write("sub/V2__b.sql", "CREATE TABLE b (id int);");
        Write("notes.txt", "no migration");
        Assert.Equal(0, (await ReleaseAsync()).ExitCode);
        Write("sub/V2__b.sql", "CREATE TABLE b (id bigint);");
        var puts = Puts();

        var (exitCode, output, _) = await ReleaseAsync("--git-commit", "4f2c", "--author=Eva");

        Assert.Equal(0, exitCode);
        Assert.Equal(["/users/sub/V2__b.sql", "/users/daybreak-manifest.json"], puts());
        Assert.Equal("Uploaded 'sub/V2__b.sql'\nReleased 2 files to 'users', 1 of them changed.\n", output);
        var manifest = JsonNode.Parse(await _users.Cloud.GetAsync("users", "daybreak-manifest.json"))!;
        Assert.Equal(
            (1, "4f2c", "Eva", 2),
            ((int)manifest["manifestVersion"]!, (string?)manifest["commit"], (string?)manifest["author"], manifest["files"]!.AsArray().Count));
        var run = await _users.RunAsync("migrate", "1");
        Assert.Equal((0, "succeeded", 2), (run.ExitCode, run.Outcome, (int)run.Summary["applied"]!));
        Assert.Equal("4f2c", (string?)(await _users.RecordAsync("1"))["snapshot"]!["release"]!["commit"]);
    }

    [Fact]
    public async Task Whose_upload_breaks_off_leaves_the_former_manifest()
    {
        Write("V1__a.sql", "CREATE TABLE a (id int);");
        await ReleaseAsync();
        var before = await _users.Cloud.GetAsync("users", "daybreak-manifest.json");
        Write("V2__b.sql", "CREATE TABLE b (id int);");
        _users.Cloud.S3Faults.Decide = request => request.Method == "PUT" ? FaultDecision.SlowDown : null;

        var (exitCode, _, error) = await ReleaseAsync();

        _users.Cloud.S3Faults.Decide = null;
        Assert.Equal(5, exitCode);
        Assert.Contains("Its manifest is not there, so that runs do not apply it.", error, StringComparison.Ordinal);
        Assert.Equal(before, await _users.Cloud.GetAsync("users", "daybreak-manifest.json"));
    }

    [Fact]
    public async Task Of_nothing_is_refused()
    {
        var (exitCode, _, error) = await ReleaseAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("holds no migration (*.sql).", error, StringComparison.Ordinal);
        Assert.Empty(await _users.Cloud.KeysAsync("users"));
    }

    [Theory]
    [InlineData("release", "Give one folder, not 0.|The option --bucket is missing.")]
    [InlineData("release f --bucket", "The option --bucket needs a value.|The option --bucket is missing.")]
    [InlineData("release f --bucket b --tag x", "Unknown option '--tag'; there are --bucket, --git-commit, --author, --sql-migration-suffixes.|Give one folder, not 2.")]
    public async Task With_wrong_arguments_names_each_problem(string line, string expected)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exitCode = await ReleaseCommand.ExecuteAsync(
            line.Split(' '), _users.Cloud.Variable, output, error, TimeProvider.System, CancellationToken.None);

        Assert.Equal(2, exitCode);
        Assert.Equal([.. expected.Split('|'), "Usage: " + ReleaseArguments.Usage], error.ToString().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Runs_only_when_all_of_it_is_there()
    {
        Write("V1__a.sql", "CREATE TABLE a (id int);");
        Write("V2__b.sql", "CREATE TABLE b (id int);");
        await ReleaseAsync();
        await _users.Cloud.DeleteAsync("users", "V1__a.sql");
        await _users.PutAsync("V2__b.sql", "CREATE TABLE other (id int);");

        var incomplete = await _users.RunAsync("migrate", "s3-1");

        Assert.Equal((5, "incomplete"), (incomplete.ExitCode, incomplete.Outcome));
        Assert.Contains("- 'V1__a.sql' is missing\n- 'V2__b.sql' differs: its SHA-256 is ", incomplete.Output, StringComparison.Ordinal);
        Assert.Empty(await _users.TablesAsync());

        await _users.PutAsync("V1__a.sql", "CREATE TABLE a (id int);");
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int);");
        Assert.Equal("succeeded", (await _users.RunAsync("migrate", "s3-2")).Outcome);
        Assert.Equal(["a", "b"], await _users.TablesAsync());
    }

    [Fact]
    public async Task Leaves_out_what_it_does_not_list()
    {
        Write("V1__a.sql", "CREATE TABLE a (id int);");
        await ReleaseAsync();
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int);");

        var run = await _users.RunAsync("migrate", "1");

        Assert.Equal("succeeded", run.Outcome);
        Assert.Equal(["a"], await _users.TablesAsync());
        Assert.Contains("The object 'V2__b.sql' is left out: the manifest does not list it.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_files_with_the_databases_suffixes_and_a_run_heeds_them()
    {
        _users.Configure("""{ "sqlMigrationSuffixes": [".pgsql", ".sql"], "sqlMigrationPrefix": "M" }""");
        Write("M1__a.pgsql", "CREATE TABLE a (id int);");
        Write("M2__b.sql", "CREATE INDEX CONCURRENTLY b ON a (id); SELECT 1;");
        Write("M2__b.sql.conf", "executeInTransaction=false");
        Write("afterMigrate.pgsql", "CREATE TABLE called (id int);");

        var (exitCode, output, error) = await ReleaseAsync("--sql-migration-suffixes", ".pgsql, .sql");
        var run = await _users.RunAsync("migrate", "1");

        Assert.True(exitCode == 0, error);
        Assert.Contains("Released 4 files", output, StringComparison.Ordinal);
        Assert.True(run.Outcome == "succeeded", run.Output + run.Error);
        Assert.Equal(["1 1 M1__a.pgsql true", "2 2 M2__b.sql true"], await _users.HistoryAsync());
        Assert.Equal(["a", "called"], await _users.TablesAsync());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{ "manifestVersion": 2, "createdAt": "2026-01-01T00:00:00Z", "files": [] }""")]
    [InlineData("""{ "manifestVersion": 1, "createdAt": "2026-01-01T00:00:00Z", "files": null }""")]
    [InlineData("""{ "manifestVersion": 1, "createdAt": "2026-01-01T00:00:00Z", "files": [null] }""")]
    [InlineData("null")]
    public async Task Whose_manifest_cannot_be_read_does_not_run(string manifest)
    {
        await _users.PutAsync("V1__a.sql", "CREATE TABLE a (id int);");
        await _users.PutAsync("daybreak-manifest.json", manifest);

        var run = await _users.RunAsync("migrate", "1");

        Assert.Equal((5, "incomplete"), (run.ExitCode, run.Outcome));
        Assert.Contains("The manifest cannot be read: ", run.Output, StringComparison.Ordinal);
        Assert.Empty(await _users.TablesAsync());
    }

    private void Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private async Task<(int ExitCode, string Output, string Error)> ReleaseAsync(params string[] options)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await ReleaseCommand.ExecuteAsync(
            ["release", _folder, "--bucket", "users", .. options],
            _users.Cloud.Variable, output, error, TimeProvider.System, CancellationToken.None);
        return (exitCode, output.ToString(), error.ToString());
    }

    private Func<IReadOnlyList<string>> Puts()
    {
        var paths = new System.Collections.Concurrent.ConcurrentQueue<string>();
        _users.Cloud.S3Faults.Decide = request =>
        {
            if (request.Method == "PUT")
            {
                paths.Enqueue(request.Path.ToString());
            }

            return null;
        };
        return () => [.. paths];
    }
}

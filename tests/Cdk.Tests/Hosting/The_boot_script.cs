using Daybreak.Cdk.Publishing;

namespace Daybreak.Cdk.Tests.Hosting;

public sealed class The_boot_script : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public The_boot_script()
    {
        folder.Write("agent/daybreak", "#!/bin/sh\necho the agent\n");
        folder.WriteScript("fakes/aws", """echo "$@" >> "$FAKES/aws.log"; [ ! -e "$FAKES/aws.fails" ] || exit 1; touch "$5" """);
        folder.WriteScript("fakes/unzip", """cp -R "$AGENT/." "$4" """);
        folder.WriteScript(
            "fakes/curl",
            """
            for last; do :; done
            echo "$last" >> "$FAKES/curl.log"
            [ ! -e "$FAKES/curl.fails" ] || exit 22
            while [ "$1" != --output ]; do shift; done
            echo fetched > "$2"
            """);
    }

    private string Root => Path.Combine(folder.Path, "opt");

    private string Fakes => Path.Combine(folder.Path, "fakes");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Installs_the_agent_and_the_certificates()
    {
        var result = await RunAsync(Digest());

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("the agent\n", (await RunAgentAsync()).Output);
        Assert.Equal("fetched\n", await File.ReadAllTextAsync(Path.Combine(Root, "rds-global-bundle.pem")));
        Assert.StartsWith("https://", await File.ReadAllTextAsync(Path.Combine(Fakes, "curl.log")), StringComparison.Ordinal);
        Assert.StartsWith(
            "s3 cp --only-show-errors s3://bucket/key.zip /",
            await File.ReadAllTextAsync(Path.Combine(Fakes, "aws.log")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_certificates_from_the_agent_s_folder_where_there_is_no_way_out()
    {
        folder.Write("agent/rds-global-bundle.pem", "brought along");

        var result = await RunAsync(Digest());

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("brought along", await File.ReadAllTextAsync(Path.Combine(Root, "rds-global-bundle.pem")));
        Assert.False(File.Exists(Path.Combine(Fakes, "curl.log")));
    }

    // The archive keeps the modes of the machine that deployed.
    [Fact]
    public async Task Lets_the_runs_user_read_everything_and_write_nothing()
    {
        folder.Write("agent/rds-global-bundle.pem", "brought along");
        folder.Write("agent/more/data", "data");
        await Command.RunAsync("chmod", ["-R", "u=rwX,g=,o=w", Path.Combine(folder.Path, "agent")], new Dictionary<string, string?>());

        await RunAsync(Digest());

        var modes = await Command.RunAsync(
            "find", ["-L", Path.Combine(Root, "bin"), Path.Combine(Root, "rds-global-bundle.pem"), "-printf", "%m %f\n"], new Dictionary<string, string?>());
        Assert.Equal(
            ["644 data", "644 rds-global-bundle.pem", "644 rds-global-bundle.pem", "755 bin", "755 daybreak", "755 more"],
            modes.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Installs_nothing_that_has_another_digest()
    {
        var digest = Digest();
        folder.Write("agent/daybreak", "#!/bin/sh\necho somebody else\n");

        var result = await RunAsync(digest);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"expected {digest}; deploy again", result.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(Path.Combine(Root, "bin")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Root, "releases")));
    }

    [Fact]
    public async Task Gives_up_after_ten_attempts_to_fetch_the_agent()
    {
        folder.Write("fakes/aws.fails", "");

        var result = await RunAsync(Digest());

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cannot fetch s3://bucket/key.zip", result.Error, StringComparison.Ordinal);
        Assert.Equal(10, (await File.ReadAllLinesAsync(Path.Combine(Fakes, "aws.log"))).Length);
    }

    [Fact]
    public async Task Installs_no_agent_without_the_certificates()
    {
        folder.Write("fakes/curl.fails", "");

        var result = await RunAsync(Digest());

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("rds-global-bundle.pem", result.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(Path.Combine(Root, "bin")));
    }

    [Fact]
    public async Task Puts_a_new_release_in_the_place_of_the_old_one_and_leaves_no_rubbish()
    {
        var first = Digest();
        await RunAsync(first);
        folder.Write("agent/daybreak", "#!/bin/sh\necho the next agent\n");
        var second = Digest();

        await RunAsync(second);
        var again = await RunAsync(second);

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(Path.Combine(Root, "releases", second), new FileInfo(Path.Combine(Root, "bin")).LinkTarget);
        Assert.Equal(
            ["bin", "lock", "rds-global-bundle.pem", "releases"], Directory.EnumerateFileSystemEntries(Root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Fetches_nothing_when_the_right_files_are_there()
    {
        var digest = Digest();
        await RunAsync(digest);

        var again = await RunAsync(digest);

        Assert.Equal((0, $"daybreak: ready, {digest}\n", ""), (again.ExitCode, again.Output, again.Error));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(Fakes, "aws.log")));
    }

    [Fact]
    public async Task Installs_again_what_somebody_has_changed()
    {
        var digest = Digest();
        await RunAsync(digest);
        folder.Write($"opt/releases/{digest}/daybreak", "#!/bin/sh\necho somebody else\n");

        var again = await RunAsync(digest);

        Assert.Equal((0, $"daybreak: installed {digest}\n"), (again.ExitCode, again.Output));
        Assert.Equal("the agent\n", (await RunAgentAsync()).Output);
    }

    [Fact]
    public async Task Waits_for_a_role_that_S3_does_not_know_yet()
    {
        folder.Write("fakes/aws.fails", "");
        folder.WriteScript("fakes/sleep", """rm -f "$FAKES/aws.fails" """);

        var result = await RunAsync(Digest());

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(Fakes, "aws.log"))).Length);
    }

    [Fact]
    public async Task Keeps_the_old_release_when_the_new_one_cannot_be_had()
    {
        await RunAsync(Digest());
        folder.Write("fakes/aws.fails", "");

        var result = await RunAsync(new string('0', 64));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("the agent\n", (await RunAgentAsync()).Output);
    }

    [Fact]
    public async Task Does_nothing_without_its_variables()
    {
        var result = await RunAsync("");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("AGENT_SHA256", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Root));
    }

    private string Digest() => FolderDigest.Of(Path.Combine(folder.Path, "agent"), []);

    private Task<CommandResult> RunAgentAsync() =>
        Command.RunAsync(Path.Combine(Root, "bin", "daybreak"), [], new Dictionary<string, string?>());

    private Task<CommandResult> RunAsync(string digest) => Command.RunAsync(
        "sh",
        [Path.Combine(Repository.Root, "infra", "cdk", "Hosting", "boot.sh")],
        new Dictionary<string, string?>
        {
            ["PATH"] = $"{Fakes}:/usr/bin:/bin",
            ["FAKES"] = Fakes,
            ["AGENT"] = Path.Combine(folder.Path, "agent"),
            ["AGENT_URI"] = "s3://bucket/key.zip",
            ["AGENT_SHA256"] = digest,
            ["DAYBREAK_ROOT"] = Root,
            ["DAYBREAK_WORK_DIR"] = Path.Combine(folder.Path, "work"),
            ["DAYBREAK_BOOT_PAUSE"] = "0",
        });
}

using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Daybreak.HostAgent.Tests.CommandLine;

namespace Daybreak.HostAgent.Tests.Flyway;

[UnsupportedOSPlatform("windows")]
public sealed class Files_that_cannot_be_read : FlywayProject
{
    private const string First = "1|1|a|SQL|V1__a.sql|-731837914|t";

    [Theory]
    [InlineData("V9__x.sql")]
    [InlineData("R__x.sql")]
    [InlineData("beforeMigrate.sql")]
    [InlineData("V1__a.sql.conf")]
    public async Task Without_an_end_are_not_read(string name)
    {
        WriteFirst();
        File.CreateSymbolicLink(PathOf("sql/" + name), "/dev/zero");

        var error = await FailAsync("migrate");

        Assert.Equal("ERROR", error.Code);
        Assert.Contains($"Unable to read '{PathOf("sql/" + name)}': it is a device or a pipe, and no file", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("public.a:", await ObjectsAsync(Database), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("V9__x.sql")]
    [InlineData("V1__a.sql.conf")]
    public async Task That_are_links_to_nothing_are_named(string name)
    {
        WriteFirst();
        File.CreateSymbolicLink(PathOf("sql/" + name), "/nonexistent/x.sql");

        var error = await FailAsync("migrate");

        Assert.Equal("ERROR", error.Code);
        Assert.Contains(
            $"Unable to read '{PathOf("sql/" + name)}': it is a link to '/nonexistent/x.sql', which does not exist", error.Message, StringComparison.Ordinal);
        Assert.Empty(await ObjectsAsync(Database));
    }

    [Theory]
    [InlineData("V9__x.sql", "V9__x.sql")]
    [InlineData("V9__x.sql", null)]
    public async Task That_cannot_be_opened_are_named(string name, string? target)
    {
        WriteFirst();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (target is null)
        {
            socket.Bind(new UnixDomainSocketEndPoint(PathOf("sql/" + name)));
        }
        else
        {
            File.CreateSymbolicLink(PathOf("sql/" + name), target);
        }

        var error = await FailAsync("migrate");

        Assert.Equal("ERROR", error.Code);
        Assert.Contains($"Unable to read '{PathOf("sql/" + name)}': ", error.Message, StringComparison.Ordinal);
        Assert.Empty(await ObjectsAsync(Database));
    }

    [Fact]
    public async Task Below_links_that_lead_back_are_found_once()
    {
        WriteFirst();
        Cli.Write("sql/sub/V2__b.sql", "create table b(i int);");
        Directory.CreateSymbolicLink(PathOf("sql/here"), ".");
        Directory.CreateSymbolicLink(PathOf("sql/there"), PathOf("sql"));
        Directory.CreateSymbolicLink(PathOf("sql/sub/up"), "..");
        Cli.Write("beside/V3__c.sql", "create table c(i int);");
        Directory.CreateSymbolicLink(PathOf("sql/sub/above"), "../..");

        var run = await RunAsync("migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(
            ["V1__a.sql", "sub/V2__b.sql", "sub/above/beside/V3__c.sql"],
            await Database.QueryColumnAsync("select script from flyway_schema_history order by installed_rank"));
        Assert.Contains($"WARNING: Skipping folder {PathOf("sql/here")}: it is '{PathOf("sql")}', which it is in.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sql/V9__x", ".sql")]
    [InlineData("sql/x", "/V9__x.sql")]
    public async Task Whose_names_are_not_UTF_8_are_named(string before, string after)
    {
        WriteFirst();
        // The shell writes, and removes, what .NET cannot name.
        await ShellAsync($"name={before}$(printf '\\351'){after}; mkdir -p \"$(dirname \"$name\")\"; echo 'select 1' > \"$name\"");

        var error = await FailAsync("migrate");

        Assert.Equal("ERROR", error.Code);
        Assert.Contains($"Unable to read '{PathOf(before)}\uFFFD", error.Message, StringComparison.Ordinal);
        Assert.Contains("its name is not UTF-8: rename it", error.Message, StringComparison.Ordinal);
        await ShellAsync("rm -r sql");
    }

    [Fact]
    public async Task That_nobody_may_read_are_named()
    {
        WriteFirst();
        File.SetUnixFileMode(PathOf("sql/V1__a.sql"), UnixFileMode.None);

        var run = await UnprivilegedAsync("migrate");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"Unable to read '{PathOf("sql/V1__a.sql")}': permission is denied", run.Error, StringComparison.Ordinal);
        Assert.Empty(await ObjectsAsync(Database));
    }

    [Fact]
    public async Task In_a_folder_that_nobody_may_read_are_not_missed_in_silence()
    {
        WriteFirst();
        Cli.Write("sql/sub/V2__b.sql", "create table b(i int);");
        File.SetUnixFileMode(PathOf("sql/sub"), UnixFileMode.None);

        var run = await UnprivilegedAsync("migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(First, await HistoryAsync());
        Assert.Contains($"WARNING: Skipping folder {PathOf("sql/sub")}: permission is denied.", run.Error, StringComparison.Ordinal);
        File.SetUnixFileMode(PathOf("sql/sub"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("false", 0, "ERROR: Skipping location filesystem:{0}: permission is denied.")]
    [InlineData("true", 1, "Unable to resolve location filesystem:{0}: permission is denied.")]
    public async Task In_a_location_that_nobody_may_read_count_as_missing(string fail, int exitCode, string message)
    {
        WriteFirst();
        File.SetUnixFileMode(PathOf("sql"), UnixFileMode.None);

        var run = await UnprivilegedAsync("migrate", "-failOnMissingLocations=" + fail);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, PathOf("sql")), run.Error, StringComparison.Ordinal);
        File.SetUnixFileMode(PathOf("sql"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void WriteFirst() => Cli.Write("sql/V1__a.sql", "create table a(i int);");

    private async Task ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-ec", command]) { WorkingDirectory = Cli.Directory })!;
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }

    /// <summary>Runs the program as a process that may read no more than its user may; root has its right to read everything taken from it.</summary>
    private async Task<CliResult> UnprivilegedAsync(params string[] arguments)
    {
        string[] program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "daybreak.dll")];
        string[] all =
        [
            .. Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", .. program] : program,
            .. arguments, "-url=" + Database.Url, "-user=" + Database.User, "-locations=filesystem:sql",
        ];
        var start = new ProcessStartInfo(all[0], all[1..]) { WorkingDirectory = Cli.Directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = Database.Password;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new CliResult(process.ExitCode, await output, await error);
    }
}

using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Record;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Tests.Run;

public class The_guide_to_operations
{
    private static readonly string _guide = File.ReadAllText(Path.Combine(Root(), "docs", "operations.md"));

    [Fact]
    public void Tells_what_to_do_for_every_outcome_exit_code_and_error_code()
    {
        var names = Enum.GetValues<RunOutcome>().Select(o => $"| `{o.Name()}` |")
            .Concat(Enum.GetValues<RunExitCode>().Select(c => $"| {(int)c} |"))
            .Concat(Enum.GetValues<ErrorCode>().Select(c => $"| `{c.Name()}` |"))
            .Concat([$"| `{CrashedRun.Code}` |", "| `INCOMPLETE` |", "| `CANCELLED` |"]);

        string[] missing = [.. names.Where(name => !_guide.Contains(name, StringComparison.Ordinal))];
        Assert.Empty(missing);
    }

    [Fact]
    public void Tells_how_to_send_every_command() => Assert.All(
        Enum.GetValues<DatabaseCommand>(), c => Assert.Contains($"Command={c.Name()},", _guide, StringComparison.Ordinal));

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Solution.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}

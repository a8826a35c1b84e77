using Daybreak.HostAgent.Run;

namespace Daybreak.HostAgent.Tests.Run;

public class Arguments_of_a_run
{
    private const string Selection =
        "^[A-Za-z*][A-Za-z0-9_*]{0,62}(/[A-Za-z0-9_*-]{1,63})?(,[A-Za-z*][A-Za-z0-9_*]{0,62}(/[A-Za-z0-9_*-]{1,63})?){0,99}$";

    [Theory]
    [InlineData("migrate --database Users --run-id s3-0a", null, "Migrate dev Users s3-0a")]
    [InlineData("--database=Users --run-id=1 info", null, "Info dev Users 1")]
    [InlineData("plan --stage prod --database Users --run-id a.b_c-d", "test", "Plan prod Users a.b_c-d")]
    [InlineData("repair --database Users --run-id 1", "test", "Repair test Users 1")]
    public void Are_read(string line, string? defaultStage, string expected)
    {
        var problems = new List<string>();

        var arguments = RunArguments.Parse(line.Split(' '), defaultStage, problems);

        Assert.Empty(problems);
        Assert.Equal(expected, $"{arguments!.Command} {arguments.Stage} {arguments.Database} {arguments.RunId}");
    }

    [Theory]
    [InlineData("migrate|--run-id|1", "The option --database is missing.")]
    [InlineData("migrate|--database|Users", "The option --run-id is missing.")]
    [InlineData("--database|Users|--run-id|1", "The command is missing; give one of migrate, plan, info, validate, repair, baseline, bootstrap.")]
    [InlineData("clean|--database|Users|--run-id|1",
        "Unknown command 'clean'; give one of migrate, plan, info, validate, repair, baseline, bootstrap.")]
    [InlineData("info|plan|--database|Users|--run-id|1", "Give one command, not 2: 'info' 'plan'.")]
    [InlineData("info|--database|Users|--run-id|1|--force", "Unknown option '--force'; there are --database, --run-id, --stage, --parallel and --fail-fast.")]
    [InlineData("info|--database|Users|--run-id", "The option --run-id needs a value.|The option --run-id is missing.")]
    [InlineData("info|--database|A|--database|B|--run-id|1", "The option --database is given more than once.")]
    [InlineData("info|--database|1a|--run-id|1",
        "The value '1a' of --database is not allowed; it must match " + Selection + ".")]
    [InlineData("info|--database|A|--run-id|../1",
        "The value '../1' of --run-id is not allowed; it must match ^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$.")]
    [InlineData("info|--database|A|--run-id|1\n",
        "The value '1\\u{a}' of --run-id is not allowed; it must match ^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$.")]
    [InlineData("info|--database|A|--run-id|1|--stage|Dev",
        "The value 'Dev' of --stage is not allowed; it must match ^[a-z][a-z0-9]{0,15}$.")]
    [InlineData(
        "clean|--database|$(touch x)",
        "Unknown command 'clean'; give one of migrate, plan, info, validate, repair, baseline, bootstrap."
        + "|The value '$(touch x)' of --database is not allowed; it must match " + Selection + "."
        + "|The option --run-id is missing.")]
    public void Are_refused_with_every_problem(string arguments, string expected)
    {
        var problems = new List<string>();

        Assert.Null(RunArguments.Parse(arguments.Split('|'), null, problems));
        Assert.Equal(expected.Split('|'), problems);
    }

    [Theory]
    [InlineData("tenant_*")]
    [InlineData("A,B,C")]
    [InlineData("Tenants/tenant-00*,Users")]
    [InlineData("*")]
    public void Name_many_databases_by_a_pattern_or_a_list(string selection)
    {
        var problems = new List<string>();

        var arguments = RunArguments.Parse(
            ["migrate", "--database", selection, "--run-id", "1", "--parallel=8", "--fail-fast"], null, problems);

        Assert.Empty(problems);
        Assert.Equal((selection, 8, true), (arguments!.Database, arguments.Parallel, arguments.FailFast));
    }

    [Theory]
    [InlineData("tenant_*;id")]
    [InlineData("tenant_[0-9]")]
    [InlineData("tenant_?")]
    [InlineData("../*")]
    [InlineData("a/../b")]
    [InlineData("a/b/c")]
    [InlineData("A,,B")]
    [InlineData("A,")]
    [InlineData("$(touch x)*")]
    [InlineData("A B")]
    [InlineData("-*")]
    [InlineData("tenant_*\n")]
    [InlineData("{a,b}")]
    [InlineData("")]
    public void Refuse_a_pattern_that_would_mean_something_to_a_shell(string selection)
    {
        var problems = new List<string>();

        Assert.Null(RunArguments.Parse(["migrate", "--database", selection, "--run-id", "1"], null, problems));
        Assert.Contains("of --database is not allowed; it must match", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_are_wrong_end_in_exit_code_2_and_nothing_on_stdout()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exitCode = await RunCommand.ExecuteAsync(
            ["run", "info"], name => name == "DAYBREAK_STAGE" ? "NO" : null, output, error, TimeProvider.System, CancellationToken.None);

        Assert.Equal(2, exitCode);
        Assert.Empty(output.ToString());
        Assert.Contains("The value 'NO' of DAYBREAK_STAGE is not allowed", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Usage: daybreak run", error.ToString(), StringComparison.Ordinal);
    }
}

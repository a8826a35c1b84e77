namespace Daybreak.HostAgent.Bootstrap;

/// <summary>The arguments of <c>daybreak bootstrap</c>, which is a run of the command of that name.</summary>
internal static class BootstrapArguments
{
    private const string RunId = "--run-id";

    /// <summary>The arguments of that run.</summary>
    /// <param name="arguments">All arguments; the first one is <c>bootstrap</c>.</param>
    /// <param name="id">Makes the run's id when none is given.</param>
    public static IReadOnlyList<string> ToRun(IReadOnlyList<string> arguments, Guid id)
    {
        string[] run = ["run", .. arguments];
        var isNamed = run.Any(a => a == RunId || a.StartsWith(RunId + "=", StringComparison.Ordinal));
        return isNamed || run.Contains("--help") ? run : [.. run, RunId, $"bootstrap-{id:N}"];
    }
}

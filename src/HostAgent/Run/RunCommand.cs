namespace Daybreak.HostAgent.Run;

/// <summary><c>daybreak run</c>.</summary>
internal static class RunCommand
{
    private const int Usage = 2;

    /// <summary>Prints the usage.</summary>
    public static async Task<int> ExecuteAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        await error.WriteLineAsync($"Usage: daybreak {arguments[0]} command --database NAME --run-id ID".AsMemory(), cancellationToken);
        return Usage;
    }
}

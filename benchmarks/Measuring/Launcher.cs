using System.Globalization;

namespace Daybreak.Benchmarks.Measuring;

/// <summary>Runs programs and measures them from outside, by a small program of its own (launch.c says why).</summary>
internal sealed class Launcher
{
    private readonly string _program;
    private readonly string _errors;

    private Launcher(string program, string errors) => (_program, _errors) = (program, errors);

    /// <summary>Compiles launch.c, with the compiler that publishing needs anyway.</summary>
    /// <param name="source">launch.c.</param>
    /// <param name="directory">Where its program goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BenchmarkException">There is no C compiler.</exception>
    public static async Task<Launcher> CreateAsync(string source, string directory, CancellationToken cancellationToken)
    {
        var program = Path.Combine(directory, "launch");
        var compiler = Tool.Find("cc") ?? Tool.Find("gcc") ?? Tool.Find("clang")
            ?? throw new BenchmarkException("There is no C compiler on the PATH (cc, gcc or clang): install gcc.");
        await Tool.RunAsync(new Command(compiler, ["-O2", "-o", program, source]), cancellationToken);
        return new Launcher(program, Path.Combine(directory, "launch.err"));
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="BenchmarkException">It ended with another exit code than 0.</exception>
    public async Task<Measurement> RunAsync(Command command, CancellationToken cancellationToken)
    {
        var line = await Tool.RunAsync(
            command with { Program = _program, Arguments = [_errors, command.Program, .. command.Arguments] }, cancellationToken);
        long[] fields = [.. line.Trim().Split(' ').Select(field => long.Parse(field, CultureInfo.InvariantCulture))];
        return fields[2] == 0
            ? new Measurement(fields[0] / 1e6, fields[1] / 1024.0)
            : throw new BenchmarkException($"{command} ended with exit code {fields[2]}:\n{await File.ReadAllTextAsync(_errors, cancellationToken)}");
    }
}

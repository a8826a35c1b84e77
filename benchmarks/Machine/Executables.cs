namespace Daybreak.Benchmarks.Machine;

/// <summary>What is shipped, and what it is tried with.</summary>
/// <param name="Daybreak">The agent, Native AOT.</param>
/// <param name="Bootstrap">The trigger, Native AOT.</param>
/// <param name="LocalCloud">LocalCloud.</param>
/// <param name="Template">The template that `cdk synth` wrote.</param>
internal sealed record Executables(string Daybreak, string Bootstrap, string LocalCloud, string Template)
{
    /// <summary>Those of a repository.</summary>
    /// <exception cref="BenchmarkException">One is missing.</exception>
    public static Executables Of(string repository)
    {
        var found = new Executables(
            Path.Combine(repository, "artifacts/publish/daybreak"),
            Path.Combine(repository, "artifacts/publish/bootstrap"),
            Path.Combine(repository, "artifacts/bin/LocalCloud/release/localcloud"),
            Path.Combine(repository, "cdk.out/Daybreak-dev.template.json"));
        string[] files = [found.Daybreak, found.Bootstrap, found.LocalCloud, found.Template];
        return files.FirstOrDefault(file => !File.Exists(file)) is { } missing
            ? throw new BenchmarkException($"'{missing}' is missing: run `make bench`, which makes it first.")
            : found;
    }
}

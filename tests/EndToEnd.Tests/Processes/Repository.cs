namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>The repository that these tests were built in, and what was built there.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The template that <c>eng/test.sh</c> synthesises: the stack with many databases.</summary>
    public static string Template => Existing(Path.Combine(Root, "artifacts", "cdk.out", "Daybreak-dev.template.json"));

    public static string LocalCloud => Built("LocalCloud", "localcloud");

    public static string Agent => Built("HostAgent", "daybreak");

    public static string Trigger => Built("TriggerFunction", "bootstrap");

    public static string Migrations => Path.Combine(Root, "migrations");

    private static string Configuration => Environment.GetEnvironmentVariable("DAYBREAK_TEST_CONFIGURATION") is { Length: > 0 } name ? name : "debug";

    private static string Built(string project, string name) => Existing(Path.Combine(Root, "artifacts", "bin", project, Configuration, name));

    private static string Existing(string file) => File.Exists(file)
        ? file
        : throw new FileNotFoundException($"There is no \"{file}\"; `make test` builds it.", file);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Solution.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("There is no Solution.sln above the tests."));
}

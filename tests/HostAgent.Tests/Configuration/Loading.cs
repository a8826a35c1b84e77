using Daybreak.HostAgent.CommandLine;
using Daybreak.HostAgent.Configuration;
using Daybreak.HostAgent.Tests.CommandLine;

namespace Daybreak.HostAgent.Tests.Configuration;

/// <summary>Loads a configuration as the command line does.</summary>
internal static class Loading
{
    public const string Url = "-url=jdbc:postgresql://127.0.0.1:5433/x";

    public static LoadedConfiguration Load(this CliFixture cli, params string[] arguments)
    {
        var problems = new ConfigurationProblems();
        var loaded = ConfigurationLoader.Load(ArgumentParser.Parse(arguments, problems), cli.Environment, cli.Directory, problems);
        problems.ThrowIfAny();
        return loaded;
    }
}

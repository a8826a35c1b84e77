using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Collects everything that is wrong with the settings, so that one run reports all of it.</summary>
internal sealed class ConfigurationProblems
{
    private readonly List<ConfigurationProblem> _problems = [];

    public IReadOnlyList<ConfigurationProblem> All => _problems;

    /// <summary>A setting, an argument or a command that is not known.</summary>
    public void Unknown(string message) => _problems.Add(new ConfigurationProblem(ErrorCode.Configuration, message));

    /// <summary>A value that cannot be used, or a file that cannot be read.</summary>
    public void Wrong(string message) => _problems.Add(new ConfigurationProblem(ErrorCode.Error, message));

    /// <summary>Runs a step; its error becomes a problem.</summary>
    public void Try(Action step)
    {
        try
        {
            step();
        }
        catch (MigrationException error)
        {
            Wrong(error.Message);
        }
    }

    /// <summary>Throws when there is any problem.</summary>
    /// <exception cref="MigrationException">All messages; <see cref="ErrorCode.Configuration"/> when one of them is about an unknown setting.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count == 0)
        {
            return;
        }

        var code = _problems.Exists(p => p.Code == ErrorCode.Configuration) ? ErrorCode.Configuration : ErrorCode.Error;
        throw new MigrationException(code, string.Join('\n', _problems.Select(p => p.Message)));
    }
}

using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Configuration;

/// <summary>One thing that is wrong with the settings.</summary>
/// <param name="Code">Flyway's code: <see cref="ErrorCode.Configuration"/> for an unknown setting, <see cref="ErrorCode.Error"/> for a value.</param>
/// <param name="Message">What is wrong, the quoted value, where it comes from and the remedy.</param>
internal sealed record ConfigurationProblem(ErrorCode Code, string Message);

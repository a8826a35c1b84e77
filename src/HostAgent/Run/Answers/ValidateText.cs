using Daybreak.HostAgent.Output;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>What validate answers.</summary>
internal static class ValidateText
{
    /// <summary>The number of validated migrations, or every problem.</summary>
    public static string Of(ValidateResult result, Func<string, string> toKeys)
    {
        var outcome = Outcomes.Validate(result);
        return toKeys(outcome.Error ?? outcome.Text);
    }
}

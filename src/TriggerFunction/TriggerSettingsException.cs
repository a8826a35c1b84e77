namespace Daybreak.TriggerFunction;

/// <summary>The function's environment is not usable; the message lists every problem.</summary>
internal sealed class TriggerSettingsException(IReadOnlyList<string> problems)
    : Exception($"The function's environment has {problems.Count} problem(s):\n- {string.Join("\n- ", problems)}");

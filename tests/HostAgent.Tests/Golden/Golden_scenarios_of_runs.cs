namespace Daybreak.HostAgent.Tests.Golden;

public sealed class Golden_scenarios_of_runs
{
    internal static readonly string[] Areas = ["transactions", "failed", "concurrency", "callbacks"];

    public static TheoryData<GoldenScenario> Scenarios => GoldenScenario.Of(Areas);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Give_what_Flyway_gives_or_what_is_right(GoldenScenario scenario) => ScenarioReplay.AssertAsync(scenario, CommandLines.InProcessAsync);
}

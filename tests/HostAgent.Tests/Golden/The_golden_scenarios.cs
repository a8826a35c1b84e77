namespace Daybreak.HostAgent.Tests.Golden;

public sealed class The_golden_scenarios
{
    [Fact]
    public void Are_all_replayed()
    {
        string[] replayed =
        [
            .. Golden_scenarios_of_files.Areas, .. Golden_scenarios_of_the_history.Areas,
            .. Golden_scenarios_of_runs.Areas, .. Golden_scenarios_of_settings.Areas,
        ];
        var areas = GoldenScenario.All.Select(scenario => scenario.Area).Distinct();
        Assert.Equal(areas.Order(StringComparer.Ordinal), replayed.Order(StringComparer.Ordinal));
        Assert.True(GoldenScenario.All.Count >= 258, $"{GoldenScenario.All.Count} scenarios");
    }

    // What a process adds to the call: arguments, environment, current directory, exit code and output.
    [Theory]
    [InlineData("config-environment-only")]
    [InlineData("config-config-files-relative")]
    [InlineData("config-two-commands")]
    [InlineData("locations-working-directory")]
    [InlineData("validate-checksum")]
    [InlineData("parsing-copy-text")]
    [InlineData("failed-disconnect")]
    [InlineData("concurrency-three-with-repeatables")]
    public Task Come_out_the_same_by_the_executable(string name) => ScenarioReplay.AssertAsync(new GoldenScenario(name), CommandLines.AsProcessAsync);
}

using Daybreak.TriggerFunction.Function;

namespace Daybreak.TriggerFunction.Tests.Function;

public sealed class The_wait_between_attempts
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(4, 0, 8)]
    [InlineData(6, 0, 20)]
    [InlineData(1000, 0, 20)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 0.5, 3)]
    public void Doubles_up_to_twenty_seconds_less_the_jitter(int attempt, double jitter, double seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.Delay(attempt, jitter));
}

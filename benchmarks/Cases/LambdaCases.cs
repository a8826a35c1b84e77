using Daybreak.Benchmarks.Lambda;
using Daybreak.Benchmarks.Measuring;

namespace Daybreak.Benchmarks.Cases;

/// <summary>Cases of the trigger, against a Runtime API and an SSM of the benchmark's own.</summary>
internal sealed class LambdaCases(Bench bench, TimeProvider time)
{
    private const string Bootstrap = "bootstrap";

    /// <summary>From the start of the process to its first request for an event.</summary>
    public Task<BenchmarkCase> StartAsync(CancellationToken cancellationToken)
    {
        var megabytes = new FileInfo(bench.Executables.Bootstrap).Length / 1e6;
        return Task.FromResult(new BenchmarkCase(
            "Lambda: process start to the first `next` request",
            [
                new Contender(
                    Bootstrap,
                    async token =>
                    {
                        var run = new FunctionRun(time);
                        await run.RunAsync(bench.Executables.Bootstrap, 0, token);
                        return new Measurement(run.StartMilliseconds);
                    }),
            ],
            [Bar.Time(Bootstrap, 40), new Bar("`bootstrap` at most 15 MB on disk", 15, "MB", _ => megabytes)])
        {
            Runs = 21,
        });
    }

    /// <summary>Events one after the other; what the SendCommand call itself takes is left out.</summary>
    public Task<BenchmarkCase> EventAsync(CancellationToken cancellationToken) => Task.FromResult(new BenchmarkCase(
        "Lambda: one event, beyond the SendCommand call (median of 200 events after 20)",
        [
            new Contender(
                Bootstrap,
                async token =>
                {
                    var run = new FunctionRun(time);
                    await run.RunAsync(bench.Executables.Bootstrap, 220, token);
                    return new Measurement(Series.MedianOf(run.EventMilliseconds.Skip(20)));
                }),
        ],
        [Bar.Time(Bootstrap, 1)]));
}

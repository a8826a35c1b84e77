namespace Daybreak.Benchmarks.Measuring;

/// <summary>One run.</summary>
/// <param name="Milliseconds">Wall clock.</param>
/// <param name="Megabytes">Peak memory; null where it is not measured.</param>
internal sealed record Measurement(double Milliseconds, double? Megabytes = null);

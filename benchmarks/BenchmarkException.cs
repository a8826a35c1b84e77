namespace Daybreak.Benchmarks;

/// <summary>A case cannot be measured.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);

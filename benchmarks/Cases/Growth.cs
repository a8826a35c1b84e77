namespace Daybreak.Benchmarks.Cases;

/// <summary>The same case at growing sizes.</summary>
/// <param name="Name">Of the plot's file.</param>
/// <param name="Title">What grows.</param>
/// <param name="Unit">Of the size.</param>
/// <param name="Sizes">The sizes.</param>
/// <param name="Create">The case at a size.</param>
internal sealed record Growth(
    string Name, string Title, string Unit, IReadOnlyList<int> Sizes, Func<int, CancellationToken, Task<BenchmarkCase>> Create);

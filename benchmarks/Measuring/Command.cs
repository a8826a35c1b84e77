namespace Daybreak.Benchmarks.Measuring;

/// <summary>A program to run.</summary>
/// <param name="Program">Its path.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Command(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables on top of the environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it runs; null: here.</summary>
    public string? Directory { get; init; }

    public override string ToString() => $"{Program} {string.Join(' ', Arguments)}";
}

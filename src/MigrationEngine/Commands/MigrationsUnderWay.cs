namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// How many migrations the server is given at once. The quicker they are, the more: what the server still does after the client was killed is
/// bounded in time rather than in number. Pure.
/// </summary>
internal static class MigrationsUnderWay
{
    /// <summary>What a run begins with.</summary>
    public const int Least = 16;

    /// <summary>What it never exceeds.</summary>
    public const int Most = 128;

    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(100);

    /// <summary>The number of the next ones after <paramref name="count"/> took <paramref name="time"/>.</summary>
    public static int Next(int count, TimeSpan time) =>
        time > _longest ? Math.Max(Least, count / 2) : time < _longest / 2 ? Math.Min(Most, count * 2) : count;
}

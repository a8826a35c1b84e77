namespace Daybreak.LocalCloud.S3.Store;

/// <summary>S3 lists keys in the order of their UTF-8 bytes, which is not the order of UTF-16 code units.</summary>
internal sealed class KeyOrder : IComparer<string>, IComparer<KeyHistory>
{
    public static KeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var length = Math.Min(x!.Length, y!.Length);
        for (var at = 0; at < length; at++)
        {
            if (x[at] != y[at])
            {
                return Weight(x[at]) - Weight(y[at]);
            }
        }

        return x.Length - y.Length;
    }

    public int Compare(KeyHistory? x, KeyHistory? y) => Compare(x!.Key, y!.Key);

    /// <summary>Surrogates stand for code points above U+FFFF and so come after U+E000 to U+FFFF.</summary>
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}

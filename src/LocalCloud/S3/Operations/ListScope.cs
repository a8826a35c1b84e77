using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>What a listing asks for.</summary>
/// <param name="Prefix">Only keys that start so.</param>
/// <param name="Delimiter">Keys that hold it behind the prefix roll up to there; null: none do.</param>
/// <param name="Marker">The listing starts behind this key or common prefix; empty for the beginning.</param>
/// <param name="Maximum">Items and common prefixes on a page.</param>
internal sealed record ListScope(string Prefix, string? Delimiter, string Marker, int Maximum)
{
    private const int LargestPage = 1000;

    /// <exception cref="S3Exception">InvalidArgument for a maximum that is no number.</exception>
    public static ListScope Of(S3Request request, string marker, string maximumName) => new(
        request.Parameter("prefix") ?? "",
        request.Parameter("delimiter"),
        marker,
        request.Number(maximumName, LargestPage, 0, LargestPage));

    /// <summary>Cuts a page from <paramref name="items"/>, which come in the order of their keys and start at the marker.</summary>
    public ListPage<T> Page<T>(IEnumerable<T> items, Func<T, string> keyOf)
        where T : class
    {
        var page = new List<T>();
        var prefixes = new List<string>();
        var (lastItem, lastKey, truncated) = (default(T), default(string), false);
        foreach (var item in items.SkipWhile(item => !Fits(keyOf(item))).TakeWhile(item => Fits(keyOf(item))))
        {
            var common = CommonPrefix(keyOf(item));
            if (common is not null && (common == Marker || common == lastKey))
            {
                continue;
            }

            if (page.Count + prefixes.Count == Maximum)
            {
                truncated = Maximum > 0;
                break;
            }

            (lastItem, lastKey) = (common is null ? item : null, common ?? keyOf(item));
            if (common is null)
            {
                page.Add(item);
            }
            else
            {
                prefixes.Add(common);
            }
        }

        return new ListPage<T>(page, prefixes, truncated, lastItem, lastKey);
    }

    private bool Fits(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    private string? CommonPrefix(string key)
    {
        if (Delimiter is null)
        {
            return null;
        }

        var at = key.IndexOf(Delimiter, Prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + Delimiter.Length)];
    }
}

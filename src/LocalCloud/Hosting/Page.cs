using System.Globalization;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>One page of a listing, with the token of the next.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);

/// <summary>Cuts listings into pages; the token is the position.</summary>
internal static class Page
{
    /// <summary>The page that starts at <paramref name="token"/> (null is the first) with at most <paramref name="size"/> items.</summary>
    /// <exception cref="ServiceException">The token is none of ours.</exception>
    public static Page<T> Of<T>(IReadOnlyList<T> all, string? token, int size)
    {
        var start = 0;
        if (token is not null && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start))
        {
            throw new ServiceException("InvalidNextToken", "The specified token is not valid.");
        }

        var items = all.Skip(start).Take(size).ToList();
        var end = start + items.Count;
        return new Page<T>(items, end < all.Count ? end.ToString(CultureInfo.InvariantCulture) : null);
    }
}

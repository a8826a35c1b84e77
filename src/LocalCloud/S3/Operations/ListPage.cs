namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>One page of a listing.</summary>
/// <param name="Items">The items that did not roll up.</param>
/// <param name="CommonPrefixes">What the others rolled up into.</param>
/// <param name="IsTruncated">There is more.</param>
/// <param name="LastItem">The item the page ends with; default where it ends with a common prefix.</param>
/// <param name="LastKey">The key or common prefix the page ends with; null for an empty page.</param>
internal sealed record ListPage<T>(
    IReadOnlyList<T> Items, IReadOnlyList<string> CommonPrefixes, bool IsTruncated, T? LastItem, string? LastKey)
    where T : class;

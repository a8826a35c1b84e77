using System.Collections.Immutable;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>What a client says about an object and gets back with it.</summary>
internal sealed record ObjectAttributes
{
    public static ObjectAttributes None { get; } = new();

    /// <summary>Content-Type and its kin, by header name.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>User metadata, by lower-case name without <c>x-amz-meta-</c>.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

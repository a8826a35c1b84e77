using System.Collections.Immutable;
using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>A multipart upload in progress.</summary>
internal sealed record MultipartUpload
{
    public required string UploadId { get; init; }

    public required string Key { get; init; }

    public required DateTimeOffset Initiated { get; init; }

    public ObjectAttributes Attributes { get; init; } = ObjectAttributes.None;

    public ChecksumAlgorithm? Algorithm { get; init; }

    /// <summary><c>FULL_OBJECT</c> or <c>COMPOSITE</c>; null without an algorithm.</summary>
    public string? ChecksumType { get; init; }

    public ImmutableSortedDictionary<int, UploadedPart> Parts { get; init; } = ImmutableSortedDictionary<int, UploadedPart>.Empty;
}

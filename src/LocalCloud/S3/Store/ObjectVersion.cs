namespace Daybreak.LocalCloud.S3.Store;

/// <summary>One version of an object, or a delete marker.</summary>
internal sealed record ObjectVersion
{
    /// <summary>The version id of everything written while versioning is not enabled.</summary>
    public const string NullVersion = "null";

    public required string Key { get; init; }

    public string VersionId { get; init; } = NullVersion;

    public bool IsDeleteMarker { get; init; }

    /// <summary>The name of the data in the <see cref="BlobStore"/>; null for a delete marker.</summary>
    public string? Blob { get; init; }

    public long Size { get; init; }

    /// <summary>Without quotes; empty for a delete marker.</summary>
    public string ETag { get; init; } = "";

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Increases with every version written to the bucket.</summary>
    public long Sequence { get; init; }

    public ObjectAttributes Attributes { get; init; } = ObjectAttributes.None;

    public ObjectChecksum? Checksum { get; init; }

    /// <summary>The sizes of the parts of a multipart object; null for any other.</summary>
    public IReadOnlyList<long>? PartSizes { get; init; }
}

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>A part of a multipart upload.</summary>
internal sealed record UploadedPart
{
    /// <summary>1 to 10,000.</summary>
    public required int Number { get; init; }

    public required string Blob { get; init; }

    public required long Size { get; init; }

    /// <summary>The MD5 in hex.</summary>
    public required string ETag { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public ObjectChecksum? Checksum { get; init; }
}

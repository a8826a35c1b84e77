namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>One object as a listing shows it.</summary>
/// <param name="Key">The key, as its owner wrote it: not to be trusted.</param>
/// <param name="VersionId">The version; <c>null</c> as a text in a bucket without versioning.</param>
/// <param name="ETag">The entity tag with its quotes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">When the version was made, by S3's clock.</param>
internal sealed record ObjectVersion(string Key, string VersionId, string ETag, long Size, DateTimeOffset LastModified);

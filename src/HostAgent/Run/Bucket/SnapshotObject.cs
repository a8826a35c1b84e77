namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>An object that a run works with.</summary>
/// <param name="Key">The key, which is also its path below the mirror.</param>
/// <param name="VersionId">The version.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">The content's SHA-256 in lower-case hexadecimal digits.</param>
internal sealed record SnapshotObject(string Key, string VersionId, long Size, string Sha256);

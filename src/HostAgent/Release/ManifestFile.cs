namespace Daybreak.HostAgent.Release;

/// <summary>A file of a release.</summary>
/// <param name="Key">The object's key, which is its path below the released folder.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">The content's SHA-256 in lower-case hexadecimal digits.</param>
internal sealed record ManifestFile(string Key, long Size, string Sha256);

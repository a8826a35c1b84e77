namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>What was received.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Md5">The MD5 of the bytes: S3's entity tag.</param>
/// <param name="Sha256">The SHA-256, where the request claims one.</param>
/// <param name="Checksum">The additional checksum, where one was asked for.</param>
internal sealed record PayloadDigest(long Size, byte[] Md5, byte[]? Sha256, byte[]? Checksum);

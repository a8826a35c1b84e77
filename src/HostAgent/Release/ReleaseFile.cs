namespace Daybreak.HostAgent.Release;

/// <summary>A file to release.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Entry">What the manifest says about it.</param>
/// <param name="Md5">The content's MD5 in lower-case hexadecimal digits, which is S3's entity tag of it.</param>
internal sealed record ReleaseFile(string Path, ManifestFile Entry, string Md5);

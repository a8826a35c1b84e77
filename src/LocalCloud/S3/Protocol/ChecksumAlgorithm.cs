namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>The additional checksums S3 knows, by the names it uses in headers and documents.</summary>
internal enum ChecksumAlgorithm
{
    CRC32,
    CRC32C,
    CRC64NVME,
    SHA1,
    SHA256,
}

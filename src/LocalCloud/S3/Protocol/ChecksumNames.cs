namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>Where a checksum stands in headers and documents.</summary>
internal static class ChecksumNames
{
    public const string FullObject = "FULL_OBJECT";
    public const string Composite = "COMPOSITE";

    public static IReadOnlyList<ChecksumAlgorithm> All { get; } = Enum.GetValues<ChecksumAlgorithm>();

    /// <summary>The header, and trailer, that carries a value of <paramref name="algorithm"/>.</summary>
    public static string Header(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.CRC32 => "x-amz-checksum-crc32",
        ChecksumAlgorithm.CRC32C => "x-amz-checksum-crc32c",
        ChecksumAlgorithm.CRC64NVME => "x-amz-checksum-crc64nvme",
        ChecksumAlgorithm.SHA1 => "x-amz-checksum-sha1",
        _ => "x-amz-checksum-sha256",
    };

    /// <summary>The element that carries a value of <paramref name="algorithm"/>.</summary>
    public static string Element(ChecksumAlgorithm algorithm) => $"Checksum{algorithm}";

    /// <summary>The bytes of a value of <paramref name="algorithm"/>.</summary>
    public static int Length(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.CRC32 or ChecksumAlgorithm.CRC32C => 4,
        ChecksumAlgorithm.CRC64NVME => 8,
        ChecksumAlgorithm.SHA1 => 20,
        _ => 32,
    };

    /// <summary>How a multipart object's checksum comes from its parts when the client does not say.</summary>
    public static string DefaultType(ChecksumAlgorithm algorithm) =>
        algorithm == ChecksumAlgorithm.CRC64NVME ? FullObject : Composite;

    /// <exception cref="S3Exception">InvalidRequest for an unknown name.</exception>
    public static ChecksumAlgorithm Parse(string name)
    {
        foreach (var algorithm in All)
        {
            if (string.Equals(algorithm.ToString(), name, StringComparison.OrdinalIgnoreCase))
            {
                return algorithm;
            }
        }

        throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
            + string.Join(", ", All));
    }
}

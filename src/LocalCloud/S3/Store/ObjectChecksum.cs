using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>The additional checksum of an object or part.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Value">Base64; of a composite checksum with <c>-N</c> behind it.</param>
/// <param name="Type"><c>FULL_OBJECT</c> or <c>COMPOSITE</c>.</param>
internal sealed record ObjectChecksum(ChecksumAlgorithm Algorithm, string Value, string Type);

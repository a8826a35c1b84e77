using System.Globalization;
using System.Xml.Linq;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Xml;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>A part as CompleteMultipartUpload lists it.</summary>
/// <param name="Number">The part number.</param>
/// <param name="ETag">Without quotes.</param>
/// <param name="Checksums">Values in base64 by algorithm.</param>
internal sealed record ClaimedPart(int Number, string ETag, IReadOnlyDictionary<ChecksumAlgorithm, string> Checksums)
{
    /// <exception cref="S3Exception">MalformedXML.</exception>
    public static ClaimedPart Of(XElement element) => new(
        int.TryParse(element.Text("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw S3Errors.MalformedXml(),
        (element.Text("ETag") ?? throw S3Errors.MalformedXml()).Trim().Trim('"'),
        ChecksumNames.All
            .Where(algorithm => element.Text(ChecksumNames.Element(algorithm)) is not null)
            .ToDictionary(algorithm => algorithm, algorithm => element.Text(ChecksumNames.Element(algorithm))!));
}

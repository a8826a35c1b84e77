using System.Xml;
using System.Xml.Linq;
using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Xml;

/// <summary>Reads the documents clients send. Namespaces do not count: clients differ in whether they send one.</summary>
internal static class XmlBody
{
    /// <summary>A thousand keys of 1,024 bytes, each octet a reference, fit.</summary>
    private const int MaximumBytes = 8 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
    };

    /// <summary>
    /// Reads a document, holding the body against what the headers claim of it. Where <paramref name="checksumIsOfBody"/> is false, the
    /// checksum headers speak of something else.
    /// </summary>
    /// <returns>The root; null where the body is empty.</returns>
    /// <exception cref="S3Exception">MalformedXML, or what <see cref="PayloadClaim.Verify"/> throws.</exception>
    public static async Task<XElement?> ReadAsync(S3Request request, bool checksumIsOfBody = true)
    {
        var content = await ReceiveAsync(request, PayloadClaim.Of(request, checksumIsOfBody));
        if (content.Length == 0)
        {
            return null;
        }

        try
        {
            using var reader = XmlReader.Create(content, Settings);
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    /// <exception cref="S3Exception">MalformedXML for any other root, or none.</exception>
    public static async Task<XElement> ReadAsync(S3Request request, string root, bool checksumIsOfBody = true) =>
        await ReadAsync(request, checksumIsOfBody) is { } element && element.Name.LocalName == root ? element
            : throw S3Errors.MalformedXml();

    public static IEnumerable<XElement> Children(this XElement parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName == name);

    /// <summary>The text of a child; null when there is none.</summary>
    public static string? Text(this XElement parent, string name) => parent.Children(name).FirstOrDefault()?.Value;

    private static async Task<MemoryStream> ReceiveAsync(S3Request request, PayloadClaim claim)
    {
        await using var chunked = claim.IsChunked ? new AwsChunkedStream(request.Http.Request.Body) : null;
        var source = chunked ?? request.Http.Request.Body;
        using var hasher = new PayloadHasher(claim.Algorithm, claim.Sha256 is not null);
        var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await source.ReadAsync(buffer, request.Aborted) is var read and > 0)
        {
            hasher.Append(buffer.AsSpan(0, read));
            await content.WriteAsync(buffer.AsMemory(0, read), request.Aborted);
            if (content.Length > MaximumBytes)
            {
                throw S3Errors.EntityTooLarge(content.Length, MaximumBytes);
            }
        }

        claim.Verify(hasher.Finish(), chunked?.Trailers);
        content.Position = 0;
        return content;
    }
}

using System.Text;
using System.Xml;
using Daybreak.LocalCloud.S3.Protocol;
using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.S3.Xml;

/// <summary>Writes S3's documents.</summary>
internal static class XmlAnswer
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    // Like S3, characters that XML 1.0 cannot hold are written as references; a client that minds asks for encoding-type=url.
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CheckCharacters = false,
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>Answers 200 with a document.</summary>
    public static Task WriteAsync(S3Request request, string root, Action<XmlWriter> content) =>
        WriteAsync(request.Http, 200, root, Namespace, content);

    /// <summary>Answers with an error; without a document where HTTP allows none.</summary>
    public static async Task WriteErrorAsync(HttpContext http, S3Error error, string requestId, string hostId)
    {
        foreach (var (name, value) in error.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = error.Status;
            return;
        }

        await WriteAsync(http, error.Status, "Error", null, xml =>
        {
            xml.Element("Code", error.Code);
            xml.Element("Message", error.Message);
            foreach (var (name, value) in error.Details)
            {
                xml.Element(name, value);
            }

            xml.Element("RequestId", requestId);
            xml.Element("HostId", hostId);
        });
    }

    private static async Task WriteAsync(HttpContext http, int status, string root, string? ns, Action<XmlWriter> content)
    {
        using var document = new MemoryStream();
        Compose(document, root, ns, content);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/xml";
        http.Response.ContentLength = document.Length;
        await http.Response.Body.WriteAsync(document.GetBuffer().AsMemory(0, (int)document.Length), http.RequestAborted);
    }

    private static void Compose(MemoryStream document, string root, string? ns, Action<XmlWriter> content)
    {
        using var xml = XmlWriter.Create(document, Settings);
        xml.WriteStartDocument();
        xml.WriteStartElement(root, ns);
        content(xml);
        xml.WriteEndElement();
    }
}

using System.Globalization;
using System.Xml;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;

namespace Daybreak.LocalCloud.S3.Xml;

/// <summary>The elements S3's documents are made of.</summary>
internal static class XmlElements
{
    /// <summary>An element with text; none where <paramref name="value"/> is null.</summary>
    public static void Element(this XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteStartElement(name, null);
            xml.WriteString(value);
            xml.WriteEndElement();
        }
    }

    public static void Element(this XmlWriter xml, string name, bool value) => xml.Element(name, value ? "true" : "false");

    public static void Element(this XmlWriter xml, string name, long value) =>
        xml.Element(name, value.ToString(CultureInfo.InvariantCulture));

    public static void Element(this XmlWriter xml, string name, DateTimeOffset value) => xml.Element(name, S3Time.Format(value));

    public static void Element(this XmlWriter xml, string name, Action<XmlWriter> content)
    {
        xml.WriteStartElement(name, null);
        content(xml);
        xml.WriteEndElement();
    }

    public static void Person(this XmlWriter xml, string name) => xml.Element(name, person =>
    {
        person.Element("ID", Account.CanonicalId);
        person.Element("DisplayName", Account.DisplayName);
    });

    public static void CommonPrefixes(this XmlWriter xml, IEnumerable<string> prefixes, Func<string, string> encode)
    {
        foreach (var prefix in prefixes)
        {
            xml.Element("CommonPrefixes", entry => entry.Element("Prefix", encode(prefix)));
        }
    }

    public static void Checksum(this XmlWriter xml, ObjectChecksum? checksum, bool withType = true)
    {
        if (checksum is not null)
        {
            xml.Element(ChecksumNames.Element(checksum.Algorithm), checksum.Value);
            xml.Element("ChecksumType", withType ? checksum.Type : null);
        }
    }
}

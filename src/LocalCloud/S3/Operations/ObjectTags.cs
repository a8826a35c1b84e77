using System.Collections.Immutable;
using System.Xml.Linq;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Xml;
using Microsoft.AspNetCore.WebUtilities;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>Reads tags.</summary>
internal static class ObjectTags
{
    private const int MaximumTags = 10;
    private const int MaximumName = 128;
    private const int MaximumValue = 256;

    /// <summary>From the header x-amz-tagging: a query string.</summary>
    /// <exception cref="S3Exception">InvalidTag.</exception>
    public static ImmutableSortedDictionary<string, string> ParseHeader(string header)
    {
        var tags = new List<(string, string)>();
        foreach (var pair in new QueryStringEnumerable(header))
        {
            tags.Add((pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        }

        return Checked(tags);
    }

    /// <summary>From a Tagging document.</summary>
    /// <exception cref="S3Exception">MalformedXML or InvalidTag.</exception>
    public static ImmutableSortedDictionary<string, string> Parse(XElement tagging) => Checked(
        (tagging.Children("TagSet").FirstOrDefault() ?? throw S3Errors.MalformedXml())
            .Children("Tag")
            .Select(tag => (tag.Text("Key") ?? throw S3Errors.MalformedXml(), tag.Text("Value") ?? throw S3Errors.MalformedXml()))
            .ToList());

    private static ImmutableSortedDictionary<string, string> Checked(List<(string Name, string Value)> tags)
    {
        if (tags.Count > MaximumTags)
        {
            throw S3Errors.InvalidTag("Object tags cannot be greater than 10");
        }

        var checkedTags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            if (name.Length is 0 or > MaximumName)
            {
                throw S3Errors.InvalidTag("The TagKey you have provided is invalid");
            }

            if (value.Length > MaximumValue)
            {
                throw S3Errors.InvalidTag("The TagValue you have provided is invalid");
            }

            if (!checkedTags.TryAdd(name, value))
            {
                throw S3Errors.InvalidTag("Cannot provide multiple Tags with the same key");
            }
        }

        return checkedTags.ToImmutable();
    }
}

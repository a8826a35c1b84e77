using System.Collections.Immutable;
using System.Text;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>Reads what a request says about a new object.</summary>
internal static class RequestAttributes
{
    private const string MetadataPrefix = "x-amz-meta-";
    private const int MaximumMetadataBytes = 2048;

    private static readonly string[] Kept =
        ["Content-Type", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    /// <exception cref="S3Exception">MetadataTooLarge, InvalidTag, or NotImplemented for an ACL, a storage class or an encryption there
    /// is not.</exception>
    public static ObjectAttributes Of(S3Request request)
    {
        DemandPrivate(request);
        Demand(request, "x-amz-storage-class", "STANDARD");
        Demand(request, "x-amz-server-side-encryption", "AES256");
        return new ObjectAttributes
        {
            Headers = Kept
                .Select(name => KeyValuePair.Create(name, StoredHeader(request, name)))
                .Where(header => header.Value.Length > 0)
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
            Metadata = Metadata(request),
            Tags = request.Header("x-amz-tagging") is { } tags ? ObjectTags.ParseHeader(tags) : ObjectAttributes.None.Tags,
        };
    }

    /// <exception cref="S3Exception">NotImplemented for an ACL that lets others in.</exception>
    public static void DemandPrivate(S3Request request)
    {
        if (request.Header("x-amz-acl") is { } acl and not ("private" or "bucket-owner-full-control"))
        {
            throw S3Errors.NotImplemented($"x-amz-acl: {acl}");
        }
    }

    private static void Demand(S3Request request, string name, string only)
    {
        if (request.Header(name) is { } value && value != only)
        {
            throw S3Errors.NotImplemented($"{name}: {value}");
        }
    }

    private static string StoredHeader(S3Request request, string name)
    {
        var value = request.Header(name) ?? "";
        return name == "Content-Encoding"
            ? string.Join(',', value.Split(',', StringSplitOptions.TrimEntries).Where(coding => coding != "aws-chunked"))
            : value;
    }

    private static ImmutableSortedDictionary<string, string> Metadata(S3Request request)
    {
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.AmzHeaders())
        {
            if (name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                metadata[HeaderText.LowerCase(name[MetadataPrefix.Length..])] = HeaderText.Decode(value);
            }
        }

        var bytes = metadata.Sum(item => Encoding.UTF8.GetByteCount(item.Key) + Encoding.UTF8.GetByteCount(item.Value));
        return bytes <= MaximumMetadataBytes ? metadata.ToImmutable() : throw S3Errors.MetadataTooLarge(bytes);
    }
}

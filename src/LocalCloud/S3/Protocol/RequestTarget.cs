using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>Bucket, key and query of a request: path style (<c>/bucket/key</c>) or virtual-host style (<c>bucket.localhost</c>).</summary>
/// <param name="Bucket">Null for the service itself.</param>
/// <param name="Key">Null for the bucket itself.</param>
/// <param name="Query">Decoded; of a repeated parameter the first value.</param>
internal sealed partial record RequestTarget(string? Bucket, string? Key, IReadOnlyDictionary<string, string> Query)
{
    private const int MaximumKeyBytes = 1024;
    private const string LocalDomain = ".localhost";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Takes the raw target apart, not the server's cleaned path: in S3 <c>a/../b</c>, <c>a//b</c> and <c>a%2Fb</c> are keys like any
    /// other.
    /// </summary>
    /// <exception cref="S3Exception">AccessDenied for a host that is not this machine, InvalidURI, or KeyTooLongError.</exception>
    public static RequestTarget Parse(string host, string rawTarget)
    {
        var hostBucket = BucketOfHost(host);
        var target = rawTarget.StartsWith('/') ? rawTarget : WithoutAuthority(rawTarget);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target[1..] : target[1..question];
        var query = ParseQuery(question < 0 ? "" : target[question..]);
        if (hostBucket is not null)
        {
            return new RequestTarget(hostBucket, path.Length == 0 ? null : DecodeKey(path), query);
        }

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var bucket = Decode(slash < 0 ? path : path[..slash]);
        var key = slash < 0 ? "" : path[(slash + 1)..];
        return new RequestTarget(bucket.Length == 0 ? null : bucket, key.Length == 0 ? null : DecodeKey(key), query);
    }

    /// <summary>Decodes percent escapes as strict UTF-8; a plus sign stays one.</summary>
    /// <exception cref="S3Exception">InvalidURI.</exception>
    public static string Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%')
            {
                bytes.AddRange(Utf8.GetBytes(text, at, char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1));
                at += char.IsHighSurrogate(text[at]) ? 1 : 0;
                continue;
            }

            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                throw S3Errors.InvalidUri();
            }

            bytes.Add(Convert.FromHexString(text.AsSpan(at + 1, 2))[0]);
            at += 2;
        }

        try
        {
            return Utf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw S3Errors.InvalidUri();
        }
    }

    /// <exception cref="S3Exception">KeyTooLongError above 1,024 bytes of UTF-8.</exception>
    public static string CheckedKey(string key)
    {
        var bytes = Encoding.UTF8.GetByteCount(key);
        return bytes <= MaximumKeyBytes ? key : throw S3Errors.KeyTooLong(bytes);
    }

    private static string DecodeKey(string path) => CheckedKey(Decode(path));

    private static string WithoutAuthority(string target)
    {
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        var path = scheme < 0 ? -1 : target.IndexOf('/', scheme + 3);
        return path < 0 ? "/" : target[path..];
    }

    private static Dictionary<string, string> ParseQuery(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(query))
        {
            parameters.TryAdd(pair.DecodeName().ToString(), pair.DecodeValue().ToString());
        }

        return parameters;
    }

    /// <summary>The bucket a host names. Other domains are refused: a page of theirs may have been rebound to this address.</summary>
    private static string? BucketOfHost(string host)
    {
        if (host is "127.0.0.1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!host.EndsWith(LocalDomain, StringComparison.OrdinalIgnoreCase) || host.Length == LocalDomain.Length)
        {
            throw S3Errors.AccessDenied($"The host '{host}' is not this machine: "
                + "use localhost, 127.0.0.1, [::1] or a name below .localhost.");
        }

        var bucket = EndpointName().Replace(host[..^LocalDomain.Length], "");
        return bucket.Length == 0 ? null : bucket;
    }

    [GeneratedRegex(@"(^|\.)s3([.-][a-z]{2}(-[a-z]+)+-[0-9])?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndpointName();
}

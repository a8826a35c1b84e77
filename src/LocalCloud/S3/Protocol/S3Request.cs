using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>A request with its target taken apart.</summary>
internal sealed class S3Request
{
    private readonly string? _bucket;
    private readonly string? _key;

    public S3Request(HttpContext http, RequestTarget target, string requestId)
    {
        Http = http;
        RequestId = requestId;
        (_bucket, _key) = (target.Bucket, target.Key);
        Query = target.Query;
        IsPresigned = Query.ContainsKey("X-Amz-Signature") || Query.ContainsKey("Signature");
    }

    public HttpContext Http { get; }

    public string RequestId { get; }

    public string Method => Http.Request.Method;

    /// <summary>The query parameters, decoded; names compare by case, as S3's do.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    public bool IsPresigned { get; }

    public RequestScope Scope => (_bucket, _key) switch
    {
        (null, _) => RequestScope.Service,
        (_, null) => RequestScope.Bucket,
        _ => RequestScope.Object,
    };

    /// <summary>The bucket's name; only in the scopes Bucket and Object.</summary>
    public string Bucket => _bucket ?? throw new InvalidOperationException("The request names no bucket.");

    /// <summary>The key; only in the scope Object.</summary>
    public string Key => _key ?? throw new InvalidOperationException("The request names no key.");

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>A query parameter; null when missing or empty.</summary>
    public string? Parameter(string name) => Query.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>A header; null when missing. A presigned URL may carry some as query parameters.</summary>
    public string? Header(string name)
    {
        if (Http.Request.Headers.TryGetValue(name, out var values))
        {
            return values.ToString();
        }

        return IsHeaderInQuery(name)
            ? Query.FirstOrDefault(parameter => parameter.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value
            : null;
    }

    /// <summary>Whether a query parameter of this name is a header moved there by presigning.</summary>
    public bool IsHeaderInQuery(string name) =>
        IsPresigned
        && (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Content-MD5", StringComparison.OrdinalIgnoreCase));

    /// <summary>All <c>x-amz-</c> headers, those in a presigned URL included.</summary>
    public IEnumerable<KeyValuePair<string, string>> AmzHeaders() =>
        Http.Request.Headers
            .Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))
            .Concat(IsPresigned ? Query : [])
            .Where(header => header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase));

    /// <summary>A whole number from the query.</summary>
    /// <exception cref="S3Exception">InvalidArgument when it is not one, or below <paramref name="minimum"/>.</exception>
    public int Number(string name, int fallback, int minimum, int maximum)
    {
        if (Parameter(name) is not { } text)
        {
            return fallback;
        }

        return int.TryParse(text, out var number) && number >= minimum
            ? Math.Min(number, maximum)
            : throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
    }
}

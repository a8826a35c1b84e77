using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>One operation, and all that a request of it may carry: whatever else comes is refused, never passed over.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Scope">What the request is about.</param>
/// <param name="Handle">The operation.</param>
internal sealed record Route(string Method, RequestScope Scope, Func<S3Request, Task> Handle)
{
    private static readonly HashSet<string> Authentication = new(StringComparer.Ordinal)
    {
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature",
        "X-Amz-Security-Token", "X-Amz-Content-Sha256", "AWSAccessKeyId", "Signature", "Expires", "x-amz-security-token", "x-id",
    };

    private static readonly HashSet<string> AlwaysAllowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "x-amz-user-agent", "x-amz-expected-bucket-owner",
        "x-amz-request-payer", "x-amz-api-version",
    };

    /// <summary>Query parameters that select the operation.</summary>
    public IReadOnlyList<string> Selectors { get; init; } = [];

    /// <summary>The operation is meant where the header x-amz-copy-source is there, and only then.</summary>
    public bool IsCopy { get; init; }

    /// <summary>Further query parameters.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Further <c>x-amz-</c> headers; one that ends in a hyphen stands for all that start so.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public bool Matches(S3Request request) =>
        request.Method == Method
        && request.Scope == Scope
        && Selectors.All(request.Query.ContainsKey)
        && request.Query.Keys.All(name => IsKnown(request, name))
        && IsCopy == (request.Header("x-amz-copy-source") is not null);

    /// <exception cref="S3Exception">NotImplemented for a header of no meaning here, AccessDenied for another account's bucket.</exception>
    public void DemandHeaders(S3Request request)
    {
        foreach (var (name, _) in request.AmzHeaders())
        {
            if (!AlwaysAllowed.Contains(name) && !Authentication.Contains(name) && !Headers.Any(allowed => Covers(allowed, name)))
            {
                throw S3Errors.NotImplemented(name);
            }
        }

        if (request.Header("x-amz-expected-bucket-owner") is { } owner && owner != Account.Id)
        {
            throw S3Errors.AccessDenied("Access Denied");
        }
    }

    private static bool Covers(string allowed, string name) =>
        allowed.EndsWith('-')
            ? name.StartsWith(allowed, StringComparison.OrdinalIgnoreCase)
            : name.Equals(allowed, StringComparison.OrdinalIgnoreCase);

    private bool IsKnown(S3Request request, string name) =>
        Selectors.Contains(name)
        || Parameters.Contains(name)
        || Authentication.Contains(name)
        || request.IsHeaderInQuery(name);
}

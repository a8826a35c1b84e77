using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>
/// Lets in whoever carries credentials, whatever they are: signatures are not verified. Requests without any are refused, because those are
/// what a page in a browser on this machine could send; so are changes by presigned URL that a page of another origin sends.
/// </summary>
internal static class RequestAuthentication
{
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int LongestValidity = 604800;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    /// <exception cref="S3Exception">AccessDenied, or AuthorizationQueryParametersError.</exception>
    public static void Demand(S3Request request, DateTimeOffset now)
    {
        var authorization = request.Http.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("AWS4-", StringComparison.Ordinal) || authorization.StartsWith("AWS ", StringComparison.Ordinal))
        {
            return;
        }

        if (!request.IsPresigned)
        {
            throw S3Errors.AccessDenied("Access Denied");
        }

        RefuseForeignPage(request);
        if (request.Query.ContainsKey("X-Amz-Signature"))
        {
            DemandVersion4(request, now);
        }
        else
        {
            DemandVersion2(request, now);
        }
    }

    private static void RefuseForeignPage(S3Request request)
    {
        var site = request.Http.Request.Headers["Sec-Fetch-Site"].ToString();
        var foreign = request.Http.Request.Headers.ContainsKey("Origin") || site is "cross-site" or "same-site";
        if (foreign && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            throw S3Errors.AccessDenied("Access Denied: a page in a browser must not change anything.");
        }
    }

    private static void DemandVersion4(S3Request request, DateTimeOffset now)
    {
        if (request.Parameter("X-Amz-Algorithm") is not { } algorithm || !algorithm.StartsWith("AWS4-", StringComparison.Ordinal)
            || request.Parameter("X-Amz-Credential") is null || request.Parameter("X-Amz-SignedHeaders") is null
            || request.Parameter("X-Amz-Date") is not { } date || request.Parameter("X-Amz-Expires") is not { } validity)
        {
            throw S3Errors.AuthorizationQueryParameters("Query-string authentication version 4 requires the X-Amz-Algorithm, "
                + "X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
        }

        if (!DateTimeOffset.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
        {
            throw S3Errors.AuthorizationQueryParameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
        }

        if (!int.TryParse(validity, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > LongestValidity)
        {
            throw S3Errors.AuthorizationQueryParameters("X-Amz-Expires must be a number between 0 and 604800 seconds");
        }

        if (signed - now > ClockSkew)
        {
            throw S3Errors.AccessDenied("Request is not yet valid");
        }

        DemandNotExpired(signed.AddSeconds(seconds), now, KeyValuePair.Create("X-Amz-Expires", validity));
    }

    private static void DemandVersion2(S3Request request, DateTimeOffset now)
    {
        if (request.Parameter("AWSAccessKeyId") is null
            || !long.TryParse(request.Parameter("Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            || expires > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            throw S3Errors.AccessDenied("Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters");
        }

        DemandNotExpired(DateTimeOffset.FromUnixTimeSeconds(expires), now);
    }

    private static void DemandNotExpired(DateTimeOffset expires, DateTimeOffset now, params KeyValuePair<string, string>[] details)
    {
        if (now > expires)
        {
            throw S3Errors.AccessDenied("Request has expired",
                [.. details, KeyValuePair.Create("Expires", S3Time.Format(expires)),
                    KeyValuePair.Create("ServerTime", S3Time.Format(now))]);
        }
    }
}

using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>Keeps out whoever does not mean to talk to LocalCloud: web pages, above all.</summary>
internal static class Authorization
{
    /// <summary>
    /// Refuses a request without AWS's Authorization header. The signature is not checked: the keys are public, but a web page cannot
    /// send this header across origins.
    /// </summary>
    /// <exception cref="ServiceException">MissingAuthenticationTokenException.</exception>
    public static void Require(HttpRequest request)
    {
        if (!request.Headers.Authorization.ToString().StartsWith("AWS4-", StringComparison.Ordinal))
        {
            throw new ServiceException("MissingAuthenticationTokenException", "Request is missing Authentication Token", 403);
        }
    }

    /// <summary>Whether the Host header names this machine; a foreign name comes from a page that rebound its DNS name to us.</summary>
    public static bool IsLocal(HostString host) =>
        host.Host is "127.0.0.1" or "localhost" or "[::1]" || host.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}

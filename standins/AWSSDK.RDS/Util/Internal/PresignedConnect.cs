using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Amazon.RDS.Util.Internal;

/// <summary>
/// The URL <c>host:port/?Action=connect&amp;DBUser=…</c>, presigned with Signature Version 4 for the service <c>rds-db</c>:
/// the token is that URL without its scheme.
/// </summary>
internal static class PresignedConnect
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    internal static string Sign(ImmutableCredentials credentials, string region, string host, int port, string user, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{region}/rds-db/aws4_request";
        var authority = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        var query = Query(credentials, scope, time, user);
        var canonicalRequest = $"GET\n/\n{query}\nhost:{authority}\n\nhost\n{Hex(SHA256.HashData([]))}";
        var toSign = $"{Algorithm}\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)))}";
        var signature = Hex(Mac(SigningKey(credentials.SecretKey, time[..8], region), toSign));
        return $"{authority}/?{query}&X-Amz-Signature={signature}";
    }

    // In the order of the names' bytes, which is the canonical order.
    private static string Query(ImmutableCredentials credentials, string scope, string time, string user)
    {
        var token = credentials.UseToken ? $"&X-Amz-Security-Token={Uri.EscapeDataString(credentials.Token)}" : "";
        return $"Action=connect&DBUser={Uri.EscapeDataString(user)}&X-Amz-Algorithm={Algorithm}"
            + $"&X-Amz-Credential={Uri.EscapeDataString($"{credentials.AccessKey}/{scope}")}"
            + $"&X-Amz-Date={time}&X-Amz-Expires=900{token}&X-Amz-SignedHeaders=host";
    }

    private static byte[] SigningKey(string secret, string date, string region)
        => Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + secret), date), region), "rds-db"), "aws4_request");

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

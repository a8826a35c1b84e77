using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Daybreak.HostAgent.Connecting;

/// <summary>How a server's certificate is followed to the roots the user gave, and to no others.</summary>
internal static class RootPolicy
{
    /// <summary>The policy; null where the file cannot be read, which is Npgsql's to report.</summary>
    public static X509ChainPolicy? Of(string rootCertificate)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(rootCertificate);
            return policy.CustomTrustStore.Count == 0 ? null : policy;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

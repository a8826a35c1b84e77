using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Daybreak.HostAgent.Run;

/// <summary>
/// The system's store of certificates. .NET reads all of it, some hundred files, when the first certificate of a process is verified, whatever roots
/// that one is followed to.
/// </summary>
internal static class SystemCertificates
{
    /// <summary>Reads the store on a thread of its own, so that it is there when the first connection needs it.</summary>
    public static void ReadAhead() => _ = Task.Run(() =>
    {
        try
        {
            using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
            store.Open(OpenFlags.ReadOnly);
            foreach (var certificate in store.Certificates)
            {
                certificate.Dispose();
            }
        }
        catch (CryptographicException)
        {
            // Whoever verifies a certificate meets the same trouble, and tells it.
        }
    });
}

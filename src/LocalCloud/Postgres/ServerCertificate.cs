using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Daybreak.LocalCloud.Postgres;

/// <summary>A server certificate for this machine's loopback, and the CA that signed it, in PEM.</summary>
internal sealed record ServerCertificate(string Authority, string Certificate, string Key)
{
    /// <summary>Makes a CA, signs one certificate with it and forgets the CA's key.</summary>
    public static ServerCertificate Create(TimeProvider time)
    {
        var notBefore = time.GetUtcNow().AddHours(-1);
        var notAfter = notBefore.AddYears(10);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = AuthorityRequest(authorityKey).CreateSelfSigned(notBefore, notAfter);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serialNumber = RandomNumberGenerator.GetBytes(16);
        using var server = ServerRequest(serverKey).Create(authority, notBefore, notAfter, serialNumber);
        return new ServerCertificate(authority.ExportCertificatePem(), server.ExportCertificatePem(), serverKey.ExportPkcs8PrivateKeyPem());
    }

    private static CertificateRequest AuthorityRequest(ECDsa key)
    {
        var request = new CertificateRequest("CN=Daybreak LocalCloud", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static CertificateRequest ServerRequest(ECDsa key)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}

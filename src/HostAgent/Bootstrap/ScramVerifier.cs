using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Daybreak.HostAgent.Bootstrap;

/// <summary>
/// What PostgreSQL stores of a password (RFC 5803, SCRAM-SHA-256). Made here, so that the password itself is in no statement, and therefore in
/// no log of the server.
/// </summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096;
    private const int SaltLength = 16;
    private const int HashLength = 32;

    /// <summary>The verifier of a password with a salt of its own.</summary>
    public static string Of(string password) => Of(password, RandomNumberGenerator.GetBytes(SaltLength));

    /// <summary>The verifier of a password with a given salt.</summary>
    [SuppressMessage("Security", "CA5387", Justification = "4096 is what PostgreSQL itself uses.")]
    public static string Of(string password, byte[] salt)
    {
        // Clients normalise a password before they prove that they know it.
        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC)), salt, Iterations, HashAlgorithmName.SHA256, HashLength);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }
}

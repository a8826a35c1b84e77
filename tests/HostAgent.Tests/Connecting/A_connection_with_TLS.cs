using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daybreak.HostAgent.Tests.CommandLine;
using Daybreak.HostAgent.Tests.Flyway;

namespace Daybreak.HostAgent.Tests.Connecting;

/// <summary>The sslmode of the URL, as pgJDBC and libpq read it, on a server whose certificate a CA of its own has signed.</summary>
public sealed class A_connection_with_TLS : FlywayProject
{
    [Theory]
    [InlineData("verify-full")]
    [InlineData("verify-ca")]
    public async Task Is_verified_against_the_root_certificate(string mode)
    {
        Cli.Write("sql/V1__a.sql", "create table a as select ssl from pg_stat_ssl where pid = pg_backend_pid();");

        var run = await MigrateAsync($"?sslmode={mode}&sslrootcert={Database.RootCertificate}");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(["t"], await Database.QueryColumnAsync("select ssl from a"));
    }

    [Theory]
    [InlineData("verify-full")]
    [InlineData("verify-ca")]
    public async Task Is_refused_when_nobody_known_signed_the_certificate(string mode)
    {
        var run = await MigrateAsync($"?sslmode={mode}&sslrootcert={Cli.Write("other.pem", OtherAuthority())}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Unable to obtain connection from database", run.Error, StringComparison.Ordinal);
        Assert.Contains("certificate", run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Database.Password, run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_when_the_certificate_is_of_another_host()
    {
        // The certificate names localhost and 127.0.0.1; 127.0.0.2 is the same machine by another address.
        await using var forwarder = new Forwarder(Database.Host, Database.Port);

        var full = await MigrateAsync($"?sslmode=verify-full&sslrootcert={Database.RootCertificate}", forwarder.Address);
        var authority = await MigrateAsync($"?sslmode=verify-ca&sslrootcert={Database.RootCertificate}", forwarder.Address);

        Assert.Equal((1, 0), (full.ExitCode, authority.ExitCode));
        Assert.Contains("certificate", full.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Is_not_made_when_it_is_disabled()
    {
        Cli.Write("sql/V1__a.sql", "create table a as select ssl from pg_stat_ssl where pid = pg_backend_pid();");

        var run = await MigrateAsync("?sslmode=disable");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(["f"], await Database.QueryColumnAsync("select ssl from a"));
    }

    private static string OtherAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            "CN=another authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return certificate.ExportCertificatePem();
    }

    private Task<CliResult> MigrateAsync(string parameters, string? address = null)
    {
        Cli.Write("sql/R__r.sql", "select 1");
        Cli.Environment["FLYWAY_PASSWORD"] = Database.Password;
        var url = address is null ? Database.Url : $"jdbc:postgresql://{address}/{Database.Name}";
        return Cli.RunAsync("migrate", "-connectRetries=0", "-url=" + url + parameters, "-user=" + Database.User, "-locations=filesystem:sql");
    }
}

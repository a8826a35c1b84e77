using Daybreak.LocalCloud.CommandLine;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Postgres;
using Daybreak.LocalCloud.Ssm;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Stack;

/// <summary>The environment in which the host runs its commands.</summary>
internal static class HostEnvironment
{
    public static IReadOnlyDictionary<string, string> Create(StartOptions options, Surroundings surroundings, PostgresServer server)
    {
        var agentDirectory = Path.GetDirectoryName(Path.GetFullPath(options.AgentFile))!;
        var workDirectory = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(options.StateDirectory), "work")).FullName;
        var own = new Dictionary<string, string>(LocalCredentials.For(surroundings.Endpoint))
        {
            ["PATH"] = $"{agentDirectory}:{Environment.GetEnvironmentVariable("PATH")}",
            ["AWS_SSM_REGION_NAME"] = Surroundings.Region,
            ["AWS_SSM_PLATFORM_NAME"] = Environment.OSVersion.Platform.ToString(),
            ["DAYBREAK_WORK_DIR"] = workDirectory,
        };
        if (server.RootCertificate is { } rootCertificate)
        {
            own["PGSSLROOTCERT"] = rootCertificate;
            // The host's own store of certificates: the database is the only one that it meets by TLS. Who starts a process there waits for no other.
            own["SSL_CERT_FILE"] = rootCertificate;
            own["SSL_CERT_DIR"] = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(options.StateDirectory), "certificates")).FullName;
        }

        return ScriptEnvironment.Create(own);
    }
}

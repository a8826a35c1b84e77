namespace Daybreak.LocalCloud.Postgres;

/// <summary>A cluster of databases on disk: where it is, and how it becomes ready to be served.</summary>
internal sealed class DataDirectory(string path, ServerAccount account, PostgresBinaries binaries)
{
    public string Path { get; } = path;

    public string CertificateFile => System.IO.Path.Combine(Path, "daybreak-server.crt");

    public string KeyFile => System.IO.Path.Combine(Path, "daybreak-server.key");

    public string AccessFile => System.IO.Path.Combine(Path, "daybreak-hba.conf");

    public string LogFile => System.IO.Path.Combine(Path, "server.log");

    /// <summary>
    /// Below the state directory; as root below the temporary directory, which the server's own user can reach, under an id
    /// that the state directory remembers.
    /// </summary>
    public static string Locate(string stateDirectory, ServerAccount account)
    {
        if (!account.IsOther)
        {
            return System.IO.Path.Combine(System.IO.Path.GetFullPath(stateDirectory), "postgres");
        }

        var idFile = System.IO.Path.Combine(stateDirectory, "postgres.id");
        if (!File.Exists(idFile))
        {
            File.WriteAllText(idFile, Guid.NewGuid().ToString("N"));
        }

        return System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"daybreak-pg-{Guid.Parse(File.ReadAllText(idFile)):N}");
    }

    /// <summary>Creates the cluster where there is none yet.</summary>
    public async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(System.IO.Path.Combine(Path, "PG_VERSION")))
        {
            return;
        }

        string[] arguments =
        [
            "-D", Path, "-U", PostgresServer.AdministratorName, "-E", "UTF8", "--locale=C", "--no-sync",
            // Nobody gets in until PrepareAsync has set a password.
            "-A", "reject",
        ];
        var (exitCode, output) = await account.RunAsync(binaries.InitDb, arguments, "", cancellationToken);
        if (exitCode != 0)
        {
            throw new PostgresServerException($"initdb failed in \"{Path}\": {output.Trim()}");
        }
    }

    /// <summary>Sets the administrator's password, the access rules and the certificate for the next start.</summary>
    public async Task PrepareAsync(string password, ServerCertificate certificate, CancellationToken cancellationToken)
    {
        await account.WriteFileAsync(KeyFile, certificate.Key, cancellationToken);
        await account.WriteFileAsync(CertificateFile, certificate.Certificate, cancellationToken);
        await account.WriteFileAsync(AccessFile, "host all all 127.0.0.1/32 scram-sha-256\n", cancellationToken);
        await SetPasswordAsync(password, cancellationToken);
    }

    // Single-user mode needs no password and no socket, so that no file has to remember a password between starts.
    private async Task SetPasswordAsync(string password, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "--single", "-D", Path, "-c", "password_encryption=scram-sha-256", "-c", "log_min_messages=fatal", PostgresServer.Maintenance,
        ];
        var statement = $"ALTER ROLE {PostgresServer.AdministratorName} PASSWORD '{password}'\n";
        var (exitCode, output) = await account.RunAsync(binaries.Postgres, arguments, statement, cancellationToken);
        if (exitCode != 0)
        {
            throw new PostgresServerException(
                $"The PostgreSQL data in \"{Path}\" cannot be used by \"{binaries.Postgres}\": {output.Trim()} "
                + "If another server uses it, stop that; else remove the directory to start afresh.");
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Daybreak.LocalCloud.Postgres;

/// <summary>A real PostgreSQL server: one of our own on 127.0.0.1, or one that was given.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The superuser of a server of our own.</summary>
    public const string AdministratorName = "postgres";

    /// <summary>The database that every server has.</summary>
    public const string Maintenance = "postgres";

    private static readonly TimeSpan _startPatience = TimeSpan.FromSeconds(60);

    private readonly NpgsqlConnectionStringBuilder _administrator;
    private readonly ServerProcess? _process;

    private PostgresServer(NpgsqlConnectionStringBuilder administrator, ServerProcess? process, string? rootCertificate, bool hasTls)
    {
        _administrator = administrator;
        _process = process;
        RootCertificate = rootCertificate;
        HasTls = hasTls;
    }

    public string Host => _administrator.Host!;

    public int Port => _administrator.Port;

    public string User => _administrator.Username ?? Environment.UserName;

    public string Password => _administrator.Password ?? "";

    /// <summary>Path of the CA certificate (PEM) to verify the server with; null for a given server without one.</summary>
    public string? RootCertificate { get; }

    /// <summary>Whether the server takes TLS connections.</summary>
    public bool HasTls { get; }

    /// <summary>Whether this is a server of our own, which ends with this object.</summary>
    public bool IsOwn => _process is not null;

    /// <summary>The copy of the programs that ends with this server; null where there is none.</summary>
    public string? TemporaryPrograms { get; private init; }

    /// <summary>The address without credentials, for messages.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>Connects to the given server, or starts one and waits until it takes connections.</summary>
    /// <exception cref="PostgresServerException">No server could be had.</exception>
    public static async Task<PostgresServer> StartAsync(
        PostgresServerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(options.External))
        {
            return await UseAsync(ExternalServer.Parse(options.External), cancellationToken);
        }

        Directory.CreateDirectory(options.StateDirectory);
        var account = ServerAccount.Choose();
        var path = DataDirectory.Locate(options.StateDirectory, account);
        var binaries = await PostgresBinaries.FindAsync(options.BinDirectory, account, path + "-programs", cancellationToken);
        var data = new DataDirectory(path, account, binaries);
        var certificate = ServerCertificate.Create(time);
        var administrator = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Username = AdministratorName,
            Password = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Database = Maintenance,
            SslMode = SslMode.Disable,
            Pooling = false,
        };
        await data.InitialiseAsync(cancellationToken);
        await data.PrepareAsync(administrator.Password, certificate, cancellationToken);
        var rootCertificate = Path.Combine(Path.GetFullPath(options.StateDirectory), "postgres-ca.pem");
        await File.WriteAllTextAsync(rootCertificate, certificate.Authority, cancellationToken);
        var process = await LaunchAsync(data, binaries, account, administrator, options, cancellationToken);
        return new PostgresServer(administrator, process, rootCertificate, hasTls: true)
        {
            TemporaryPrograms = options.RemoveOnExit && Directory.Exists(path + "-programs") ? path + "-programs" : null,
        };
    }

    /// <summary>Npgsql's connection string for the administrator.</summary>
    /// <param name="database">The database; null means the maintenance database.</param>
    public string ConnectionString(string? database = null) =>
        new NpgsqlConnectionStringBuilder(_administrator.ConnectionString)
        {
            Database = database ?? _administrator.Database,
        }.ConnectionString;

    /// <summary>Stops a server of our own and waits until it is gone; leaves a given one alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync();
            _process.Dispose();
        }

        if (TemporaryPrograms is not null)
        {
            Directory.Delete(TemporaryPrograms, recursive: true);
        }
    }

    private static async Task<PostgresServer> UseAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", connection);
            var hasTls = await command.ExecuteScalarAsync(cancellationToken) is true;
            return new PostgresServer(settings, null, settings.RootCertificate, hasTls);
        }
        catch (NpgsqlException e)
        {
            throw new PostgresServerException(
                $"The PostgreSQL server that DAYBREAK_PG names ({settings.Host}:{settings.Port}) cannot be used: {e.Message}", e);
        }
    }

    private static async Task<ServerProcess> LaunchAsync(
        DataDirectory data,
        PostgresBinaries binaries,
        ServerAccount account,
        NpgsqlConnectionStringBuilder administrator,
        PostgresServerOptions options,
        CancellationToken cancellationToken)
    {
        var portFile = Path.Combine(options.StateDirectory, "postgres.port");
        int? remembered = File.Exists(portFile)
            ? int.Parse(await File.ReadAllTextAsync(portFile, cancellationToken), CultureInfo.InvariantCulture)
            : null;
        // Somebody may take the chosen port before the server has it; another choice mends that.
        for (var attempt = 1; ; attempt++)
        {
            administrator.Port = LoopbackPort.Choose(remembered);
            var process = ServerProcess.Start(data, binaries, account, administrator.Port, options);
            if (await IsReadyAsync(process, administrator, cancellationToken))
            {
                await File.WriteAllTextAsync(portFile, administrator.Port.ToString(CultureInfo.InvariantCulture), cancellationToken);
                return process;
            }

            await process.StopAsync();
            process.Dispose();
            if (attempt == 3)
            {
                throw new PostgresServerException($"PostgreSQL did not start. {LastWords(data)}");
            }

            remembered = null;
        }
    }

    private static async Task<bool> IsReadyAsync(
        ServerProcess process, NpgsqlConnectionStringBuilder administrator, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_startPatience);
        while (!process.HasExited)
        {
            try
            {
                await using var connection = new NpgsqlConnection(administrator.ConnectionString);
                await connection.OpenAsync(patience.Token);
                return true;
            }
            catch (NpgsqlException)
            {
                // Not yet: nobody listens, or it says that it is starting up.
                await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
            }
        }

        return false;
    }

    private static string LastWords(DataDirectory data) =>
        File.Exists(data.LogFile)
            ? $"The last lines of \"{data.LogFile}\":\n" + string.Join('\n', File.ReadLines(data.LogFile).TakeLast(10))
            : "";
}

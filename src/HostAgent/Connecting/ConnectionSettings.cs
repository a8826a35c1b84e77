using Npgsql;

namespace Daybreak.HostAgent.Connecting;

/// <summary>How to reach a database, complete.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>The hosts, tried in this order. Required.</summary>
    public required IReadOnlyList<DatabaseEndpoint> Endpoints { get; init; }

    /// <summary>The database. Required.</summary>
    public required string Database { get; init; }

    /// <summary>The login role. Required.</summary>
    public required string User { get; init; }

    /// <summary>Null: <c>.pgpass</c>, a password provider, or none.</summary>
    public string? Password { get; init; }

    /// <summary>Default: <see cref="SslMode.Prefer"/>, as in pgjdbc and libpq.</summary>
    public SslMode SslMode { get; init; } = SslMode.Prefer;

    /// <summary>A PEM file; null: the system's store.</summary>
    public string? SslRootCertificate { get; init; }

    /// <summary>The client's certificate, a PEM or PKCS#12 file; null: none.</summary>
    public string? SslCertificate { get; init; }

    /// <summary>The client certificate's key, a PEM file; null: in the certificate's file.</summary>
    public string? SslKey { get; init; }

    /// <summary>The key's password.</summary>
    public string? SslPassword { get; init; }

    /// <summary>The <c>search_path</c>; null: the server's.</summary>
    public string? CurrentSchema { get; init; }

    /// <summary>The <c>application_name</c>.</summary>
    public string ApplicationName { get; init; } = "Daybreak";

    /// <summary>How long one try to connect may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a statement may keep silent (pgjdbc's <c>socketTimeout</c>); zero: for ever.</summary>
    public TimeSpan SocketTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The server's command-line options (<c>-c name=value</c>); null: none.</summary>
    public string? Options { get; init; }

    /// <summary>Which kind of server is wanted, in Npgsql's words; null: any.</summary>
    public string? TargetSessionAttributes { get; init; }

    /// <summary>Whether hosts are taken in turn.</summary>
    public bool LoadBalanceHosts { get; init; }

    /// <summary><c>host:port, …</c> and the database, for messages.</summary>
    public string Place => $"{string.Join(", ", Endpoints)}, database '{Database}', user '{User}'";

    // The generated text would hold the password.
    public override string ToString() => Place;
}

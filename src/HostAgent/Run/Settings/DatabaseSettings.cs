using Npgsql;

namespace Daybreak.HostAgent.Run.Settings;

/// <summary>The settings of a database, as its SSM parameter gives them (docs/contracts.md).</summary>
internal sealed record DatabaseSettings
{
    /// <summary>Where the migrations are.</summary>
    public required string Bucket { get; init; }

    /// <summary>Where run records go.</summary>
    public required string ResultsBucket { get; init; }

    /// <summary>The cluster's writer endpoint.</summary>
    public required string Host { get; init; }

    /// <summary>The cluster's port.</summary>
    public required int Port { get; init; }

    /// <summary>The PostgreSQL database; of a fleet the one that is asked which databases there are, and holds the fleet's queue.</summary>
    public required string DatabaseName { get; init; }

    /// <summary>Of a fleet, the PostgreSQL databases that belong to it; empty: these are the settings of one database.</summary>
    public IReadOnlyList<NamePattern> Databases { get; init; } = [];

    /// <summary>Whether these are the settings of a fleet.</summary>
    public bool IsFleet => Databases.Count > 0;

    /// <summary>How many databases of a fleet a host works on at a time; null: the default.</summary>
    public int? Parallel { get; init; }

    /// <summary>The Secrets Manager secret with username and password; null when <see cref="IamUser"/> is given.</summary>
    public string? SecretArn { get; init; }

    /// <summary>The login role with rds_iam; null when <see cref="SecretArn"/> is given.</summary>
    public string? IamUser { get; init; }

    /// <summary>The secret that <c>daybreak bootstrap</c> logs in with; null: the one of the runs.</summary>
    public string? AdminSecretArn { get; init; }

    /// <summary>How the connection is encrypted and the server verified.</summary>
    public SslMode SslMode { get; init; } = SslMode.VerifyFull;

    /// <summary>The file with the authorities that are trusted; null: the system's store.</summary>
    public string? SslRootCertificate { get; init; }

    /// <summary>How long the bucket must have been quiet.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Settings of the Flyway-style command line, by their names there.</summary>
    public IReadOnlyDictionary<string, string> Flyway { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

namespace Daybreak.Cdk.Databases;

/// <summary>How the host reaches the databases of a cluster, whether the cluster is made or was there.</summary>
internal sealed record DatabaseAccess
{
    /// <summary>The writer's host name.</summary>
    public required string Host { get; init; }

    /// <summary>The port, as text.</summary>
    public required string Port { get; init; }

    /// <summary>The secret the runs log in with; <see langword="null"/> when they log in with tokens.</summary>
    public string? SecretArn { get; init; }

    /// <summary>The one role of all databases; <see langword="null"/>: each database has its own, or a secret is used.</summary>
    public string? IamUser { get; init; }

    /// <summary>The cluster's resource id, for tokens; <see langword="null"/> when a secret is used.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The secret <c>daybreak bootstrap</c> logs in with; <see langword="null"/>: the databases are made by others.</summary>
    public string? AdminSecretArn { get; init; }

    /// <summary>The role that the runs of a database log in as with tokens; <see langword="null"/> when a secret is used.</summary>
    public string? RoleOf(Settings.DatabaseEntry database) => SecretArn is null ? IamUser ?? database.Role : null;

    /// <summary>
    /// The roles that the host may log in as with tokens: the one of an existing cluster, or the pattern of those that bootstrap makes;
    /// <see langword="null"/> when a secret is used.
    /// </summary>
    public string? LoginRoles => SecretArn is null ? IamUser ?? "*" + Settings.DatabaseEntry.RoleSuffix : null;

    /// <summary>The secrets the host reads.</summary>
    public IEnumerable<string> Secrets => new[] { SecretArn, AdminSecretArn }.OfType<string>().Distinct();
}

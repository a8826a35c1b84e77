namespace Daybreak.Cdk.Settings;

/// <summary>An Aurora PostgreSQL cluster that is there already.</summary>
internal sealed record ExistingCluster
{
    /// <summary>The writer's endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Its port; default 5432.</summary>
    public int Port { get; init; } = 5432;

    /// <summary>Its security group; the host is let in there.</summary>
    public required string SecurityGroupId { get; init; }

    /// <summary>The secret the runs log in with; <see langword="null"/> when they log in with tokens.</summary>
    public string? SecretArn { get; init; }

    /// <summary>The role the runs log in as with tokens; <see langword="null"/> when they use a secret.</summary>
    public string? IamUser { get; init; }

    /// <summary>The cluster's resource id (cluster-…), which the permission for tokens names.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The secret <c>daybreak bootstrap</c> logs in with; <see langword="null"/>: the databases are made by others.</summary>
    public string? AdminSecretArn { get; init; }
}

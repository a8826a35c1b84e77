using System.Collections.Immutable;

namespace Daybreak.Cdk.Settings;

/// <summary>A VPC that is there already. Its routes and endpoints are its owner's (docs/deploy.md lists what the host calls).</summary>
internal sealed record ExistingVpc
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The zones of the subnets, in their order; at least one, at least two when the cluster is made, too.</summary>
    public required ImmutableArray<string> AvailabilityZones { get; init; }

    /// <summary>The private subnets of the host and of a new cluster, one for each zone.</summary>
    public required ImmutableArray<string> SubnetIds { get; init; }
}

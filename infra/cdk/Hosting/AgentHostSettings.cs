using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Daybreak.Cdk.Databases;
using Daybreak.Cdk.Networking;
using Daybreak.Cdk.Publishing;
using Daybreak.Cdk.Settings;
using Daybreak.Cdk.Storage;

namespace Daybreak.Cdk.Hosting;

/// <summary>What the <see cref="AgentHost"/> is made from.</summary>
internal sealed record AgentHostSettings
{
    /// <summary>The stage.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>Where it stands.</summary>
    public required Network Network { get; init; }

    /// <summary>The agent.</summary>
    public required PublishedFolder Agent { get; init; }

    /// <summary>The bucket it writes run records to.</summary>
    public required PrivateBucket Results { get; init; }

    /// <summary>Where the SSM agent writes what commands print.</summary>
    public required ILogGroup Output { get; init; }

    /// <summary>How it reaches the databases.</summary>
    public required DatabaseAccess Access { get; init; }

    /// <summary>The KMS key of buckets, secret and logs; default: the services' own keys.</summary>
    public IKey? Key { get; init; }
}

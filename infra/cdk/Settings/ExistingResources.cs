using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daybreak.Cdk.Settings;

/// <summary>Reads what the context says of resources that are there already; nothing is looked up.</summary>
internal static partial class ExistingResources
{
    private const string SecretExample = "\"arn:aws:secretsmanager:eu-west-1:123456789012:secret:users-AbCdEf\"";

    /// <summary>The VPC; <see langword="null"/> when there is none in the context.</summary>
    public static ExistingVpc? Vpc(JsonObject context, bool clusterIsMade, List<string> problems)
    {
        if (ContextObject.Find(context, "vpc", problems) is not { } json)
        {
            return null;
        }

        var vpc = new ExistingVpc
        {
            Id = json.Required("id", VpcId, "\"vpc-0a1b2c3d\""),
            AvailabilityZones = json.List("availabilityZones", Zone, "\"eu-west-1a\""),
            SubnetIds = json.List("subnetIds", SubnetId, "\"subnet-0a1b2c3d\""),
        };
        json.RefuseUnknown();
        if (vpc.SubnetIds.Length != vpc.AvailabilityZones.Length)
        {
            problems.Add($"vpc: there are {vpc.SubnetIds.Length} 'subnetIds' and {vpc.AvailabilityZones.Length} 'availabilityZones'; "
                + "give one subnet for each zone, in the same order");
        }
        else if (vpc.SubnetIds.Distinct().Count() < vpc.SubnetIds.Length)
        {
            problems.Add("vpc: 'subnetIds' names a subnet twice; give one subnet for each zone");
        }
        else if (clusterIsMade && vpc.AvailabilityZones.Distinct().Count() < 2)
        {
            problems.Add("vpc: a new cluster needs subnets in two zones; give another one, or an existing 'cluster'");
        }

        return vpc;
    }

    /// <summary>The cluster; <see langword="null"/> when there is none in the context.</summary>
    public static ExistingCluster? Cluster(JsonObject context, List<string> problems)
    {
        if (ContextObject.Find(context, "cluster", problems) is not { } json)
        {
            return null;
        }

        var cluster = new ExistingCluster
        {
            Endpoint = json.Required("endpoint", HostName, "\"orders.cluster-abc.eu-west-1.rds.amazonaws.com\""),
            Port = json.Number("port", 1, 65535, 5432),
            SecurityGroupId = json.Required("securityGroupId", SecurityGroupId, "\"sg-0a1b2c3d\""),
            SecretArn = json.Optional("secretArn", SecretArn, SecretExample),
            IamUser = json.Optional("iamUser", Role, "\"users_migrator\""),
            ResourceId = json.Optional("resourceId", ClusterResourceId, "\"cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ\""),
            AdminSecretArn = json.Optional("adminSecretArn", SecretArn, SecretExample),
        };
        json.RefuseUnknown();
        if (json.Has("secretArn") == json.Has("iamUser"))
        {
            problems.Add("cluster: give either 'secretArn' or 'iamUser' (with 'resourceId')");
        }

        if (json.Has("iamUser") != json.Has("resourceId"))
        {
            problems.Add("cluster: 'iamUser' and 'resourceId' go together; give both or none");
        }

        if (context["vpc"] is null)
        {
            problems.Add("cluster: the host must stand in the network of the existing cluster; give its 'vpc', too");
        }

        return cluster;
    }

    /// <summary>The key's ARN; <see langword="null"/> when there is none in the context.</summary>
    public static string? KeyArn(JsonObject context, List<string> problems)
    {
        if (context["key"] is not { } value)
        {
            return null;
        }

        if (value.GetValueKind() == JsonValueKind.String && KmsKeyArn.IsMatch(value.GetValue<string>()))
        {
            return value.GetValue<string>();
        }

        problems.Add($"key: {value.ToJsonString()} is not the ARN of a KMS key; "
            + "use one like \"arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-…\" (not an alias)");
        return null;
    }

    [GeneratedRegex(@"^vpc-[0-9a-f]{8,17}\z")]
    private static partial Regex VpcId { get; }

    [GeneratedRegex(@"^subnet-[0-9a-f]{8,17}\z")]
    private static partial Regex SubnetId { get; }

    [GeneratedRegex(@"^sg-[0-9a-f]{8,17}\z")]
    private static partial Regex SecurityGroupId { get; }

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-[0-9][a-z0-9-]*\z")]
    private static partial Regex Zone { get; }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\z")]
    private static partial Regex HostName { get; }

    [GeneratedRegex(@"^[a-z_][a-z0-9_]{0,62}\z")]
    private static partial Regex Role { get; }

    [GeneratedRegex(@"^cluster-[A-Z0-9]{20,40}\z")]
    private static partial Regex ClusterResourceId { get; }

    [GeneratedRegex(@"^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+\z")]
    private static partial Regex SecretArn { get; }

    [GeneratedRegex(@"^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+\z")]
    private static partial Regex KmsKeyArn { get; }
}

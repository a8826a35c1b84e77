using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Daybreak.Cdk.Networking;
using Daybreak.Cdk.Review;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Databases;

/// <summary>Aurora PostgreSQL Serverless v2 in isolated subnets: encrypted, TLS only, its password kept and rotated by RDS.</summary>
internal sealed class Cluster : Construct
{
    private const string EngineVersion = "17.5";
    private const string Family = "aurora-postgresql17";

    public Cluster(Construct scope, string id, StageSettings stage, Network network, IKey? key)
        : base(scope, id)
    {
        // The log group's name holds the cluster's, and RDS would make the group without a retention of ours.
        var identifier = $"daybreak-{stage.Name}-{BucketNames.Suffix(Stack.Of(this))}";
        var logs = new LogGroup(this, "Logs", new LogGroupProps
        {
            LogGroupName = $"/aws/rds/cluster/{identifier}/postgresql",
            Retention = stage.LogRetention,
            EncryptionKey = key,
            RemovalPolicy = stage.Cluster.RemovalOfItsGround,
        });
        Resource = Create(identifier, stage.Cluster, network, key?.KeyArn);
        Resource.Node.AddDependency(logs);
        AddInstances(stage.Cluster, key?.KeyArn);
    }

    /// <summary>How the host reaches it.</summary>
    public DatabaseAccess Access(DatabaseLogin login) => new()
    {
        Host = Resource.AttrEndpointAddress,
        Port = Resource.AttrEndpointPort,
        SecretArn = login == DatabaseLogin.Secret ? Resource.AttrMasterUserSecretSecretArn : null,
        ResourceId = login == DatabaseLogin.Iam ? Resource.AttrDbClusterResourceId : null,
        AdminSecretArn = Resource.AttrMasterUserSecretSecretArn,
    };

    /// <summary>The cluster's identifier.</summary>
    public string Identifier => Resource.Ref;

    private CfnDBCluster Resource { get; }

    private CfnDBCluster Create(string identifier, ClusterSettings settings, Network network, string? keyArn)
    {
        var cluster = new CfnDBCluster(this, "Cluster", new CfnDBClusterProps
        {
            DbClusterIdentifier = identifier,
            Engine = "aurora-postgresql",
            EngineVersion = EngineVersion,
            Port = Network.DatabasePort,
            MasterUsername = "daybreak",
            // RDS makes the password, keeps it in Secrets Manager and rotates it every seven days.
            ManageMasterUserPassword = true,
            MasterUserSecret = keyArn is null ? null : new CfnDBCluster.MasterUserSecretProperty { KmsKeyId = keyArn },
            StorageEncrypted = true,
            KmsKeyId = keyArn,
            EnableIamDatabaseAuthentication = true,
            DbSubnetGroupName = SubnetGroup(network, settings.RemovalOfItsGround),
            VpcSecurityGroupIds = [network.Database!.SecurityGroupId],
            DbClusterParameterGroupName = TlsOnly(settings.RemovalOfItsGround),
            BackupRetentionPeriod = settings.BackupRetentionDays,
            CopyTagsToSnapshot = true,
            DeletionProtection = settings.DeletionProtection,
            EnableCloudwatchLogsExports = ["postgresql"],
            ServerlessV2ScalingConfiguration = new CfnDBCluster.ServerlessV2ScalingConfigurationProperty
            {
                MinCapacity = settings.MinCapacity,
                MaxCapacity = settings.MaxCapacity,
            },
        });
        if (settings.SecondsUntilAutoPause is { } seconds)
        {
            // Amazon.CDK.Lib 2.160.0 does not know this property yet.
            cluster.AddPropertyOverride("ServerlessV2ScalingConfiguration.SecondsUntilAutoPause", seconds);
        }

        if (!settings.DeletionProtection)
        {
            cluster.Acknowledge(new Acknowledgement("AwsSolutions-RDS10", "The stage is there to be thrown away, with its cluster."));
        }

        cluster.ApplyRemovalPolicy(settings.Removal);
        return cluster;
    }

    private string SubnetGroup(Network network, RemovalPolicy removal)
    {
        var group = new CfnDBSubnetGroup(this, "Subnets", new CfnDBSubnetGroupProps
        {
            DbSubnetGroupDescription = "The isolated subnets of the Daybreak cluster",
            SubnetIds = network.DatabaseSubnetIds,
        });
        group.ApplyRemovalPolicy(removal);
        return group.Ref;
    }

    private string TlsOnly(RemovalPolicy removal)
    {
        var group = new CfnDBClusterParameterGroup(this, "Parameters", new CfnDBClusterParameterGroupProps
        {
            Description = "The Daybreak cluster accepts TLS connections only",
            Family = Family,
            Parameters = new Dictionary<string, object> { ["rds.force_ssl"] = "1" },
        });
        group.ApplyRemovalPolicy(removal);
        return group.Ref;
    }

    private void AddInstances(ClusterSettings settings, string? keyArn)
    {
        for (var number = 1; number <= settings.Instances; number++)
        {
            var instance = new CfnDBInstance(this, $"Instance{number}", new CfnDBInstanceProps
            {
                DbClusterIdentifier = Resource.Ref,
                Engine = "aurora-postgresql",
                DbInstanceClass = "db.serverless",
                PubliclyAccessible = false,
                AutoMinorVersionUpgrade = true,
                EnablePerformanceInsights = true,
                PerformanceInsightsRetentionPeriod = 7,
                PerformanceInsightsKmsKeyId = keyArn,
                // Readers of tier 0 and 1 keep the writer's capacity and take over at once.
                PromotionTier = number - 1,
            });
            // A cluster's data is in the cluster; its own policy protects it.
            instance.ApplyRemovalPolicy(settings.RemovalOfItsGround);
        }
    }
}

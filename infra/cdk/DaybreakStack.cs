using System.Collections.Immutable;
using Amazon.CDK;
using Amazon.CDK.AWS.DevOpsGuru;
using Amazon.CDK.AWS.KMS;
using CfnParameter = Amazon.CDK.AWS.SSM.CfnParameter;
using CfnParameterProps = Amazon.CDK.AWS.SSM.CfnParameterProps;
using Constructs;
using Daybreak.Cdk.Databases;
using Daybreak.Cdk.Hosting;
using Daybreak.Cdk.Networking;
using Daybreak.Cdk.Observing;
using Daybreak.Cdk.Publishing;
using Daybreak.Cdk.Settings;
using Daybreak.Cdk.Storage;
using Daybreak.Cdk.Triggering;

namespace Daybreak.Cdk;

/// <summary>Everything of one stage: upload to a bucket, and the database of that bucket is migrated.</summary>
internal sealed class DaybreakStack : Stack
{
    private readonly StageSettings stage;
    private readonly IKey? key;

    public DaybreakStack(Construct scope, DaybreakSettings settings, Published published)
        : base(scope, ContractNames.Stack(settings.Stage.Name), new StackProps
        {
            Description = $"Daybreak, stage {settings.Stage.Name}: migrations of Aurora PostgreSQL databases on upload",
            TerminationProtection = settings.Stage.Cluster.DeletionProtection,
        })
    {
        stage = settings.Stage;
        Amazon.CDK.Tags.Of(this).Add(ContractNames.StageTag, stage.Name);
        new DeploymentGuard(this, "Guard", published.Problems(settings.Network));

        key = settings.KeyArn is { } arn ? Key.FromKeyArn(this, "Key", arn) : null;

        var network = new Network(this, "Network", new NetworkSettings
        {
            Stage = stage,
            Kind = settings.Network,
            Existing = settings.Vpc,
            Cluster = settings.Cluster,
            Key = key,
        });
        var cluster = settings.Cluster is null ? new Cluster(this, "Cluster", stage, network, key) : null;
        var access = cluster?.Access(settings.Login) ?? AccessTo(settings.Cluster!);
        var logs = new AccessLogs(this, "Access", stage).Bucket;
        var results = Results(logs);
        var document = new MigrationDocument(this, "Document", stage, key);
        var trigger = Trigger(settings, published, document);
        var buckets = MigrationBuckets(settings, logs, trigger);
        foreach (var database in settings.Databases)
        {
            AddParameter(database, buckets[database.Name], results, access);
        }

        var host = new AgentHost(this, "Host", new AgentHostSettings
        {
            Stage = stage,
            Network = network,
            Agent = published.Agent,
            Results = results,
            Output = document.Output,
            Access = access,
            Key = key,
        });
        Observe(settings, document, results, trigger, host, cluster);

        AddOutput("DocumentName", "The document that runs a command by hand", document.Name);
        AddOutput("OutputLogGroup", "What the commands print", document.Output.LogGroupName);
        AddOutput("ResultsBucket", "Where the run records are", results.Resource.Ref);
        AddOutput("ClusterEndpoint", "The cluster's writer", access.Host);
        if (cluster is not null)
        {
            AddOutput("ClusterIdentifier", "The cluster", cluster.Identifier);
        }

        AddOutput("HostGroup", "The Auto Scaling group of the host", host.GroupName);
        AddOutput("DeadLetterQueue", "Uploads that could not be turned into commands", trigger.DeadLetters.QueueUrl);
    }

    private PrivateBucket Results(PrivateBucket logs) => new(this, "Results", new PrivateBucketSettings
    {
        AccessLogs = logs,
        Removal = stage.BucketRemoval,
        KeyArn = key?.KeyArn,
        NoncurrentVersionDays = stage.NoncurrentVersionDays,
        ExpirationDays = stage.RunRecordDays,
        PassingPrefix = AgentPolicy.OpenRuns,
    });

    private Trigger Trigger(DaybreakSettings settings, Published published, MigrationDocument document) =>
        new(this, "Trigger", new TriggerSettings
        {
            Stage = stage,
            Code = published.Trigger,
            DatabaseByBucket = settings.Databases.ToImmutableSortedDictionary(
                database => BucketNames.Of(this, stage.Name, database.Name), database => database.Name, StringComparer.Ordinal),
            SuffixesByBucket = settings.Databases.Where(database => database.MigrationSuffixes is not null).ToImmutableSortedDictionary(
                database => BucketNames.Of(this, stage.Name, database.Name),
                database => database.MigrationSuffixes!,
                StringComparer.Ordinal),
            Document = document,
            Key = key,
        });

    private ImmutableSortedDictionary<string, PrivateBucket> MigrationBuckets(
        DaybreakSettings settings, PrivateBucket logs, Trigger trigger)
    {
        var group = new Construct(this, "Migrations");
        return settings.Databases.ToImmutableSortedDictionary(
            database => database.Name,
            database => new MigrationBucket(group, database.Name, new MigrationBucketSettings
            {
                Stage = stage,
                Name = BucketNames.Of(this, stage.Name, database.Name),
                KeyArn = key?.KeyArn,
                AccessLogs = logs,
                Trigger = trigger,
            }).Bucket,
            StringComparer.Ordinal);
    }

    private void AddParameter(DatabaseEntry database, PrivateBucket bucket, PrivateBucket results, DatabaseAccess access)
    {
        var content = new DatabaseParameter
        {
            Bucket = bucket.Resource.Ref,
            ResultsBucket = results.Resource.Ref,
            Host = access.Host,
            Port = access.Port,
            DatabaseName = database.Databases is null ? database.DatabaseName : null,
            Databases = database.Databases,
            SecretArn = access.SecretArn,
            IamUser = access.RoleOf(database),
            AdminSecretArn = access.AdminSecretArn,
            Flyway = database.Flyway,
            SslRootCertificate = BootScript.RootCertificates,
            SettleSeconds = stage.SettleSeconds,
        };
        new CfnParameter(this, $"Settings{ContractNames.LogicalId(database.Name)}", new CfnParameterProps
        {
            Name = ContractNames.Settings(stage.Name, database.Name),
            Type = "String",
            Description = $"What the Daybreak agent knows of database {database.Name}",
            Value = SettingsParameter.Text(content),
        });
        AddOutput($"Bucket{ContractNames.LogicalId(database.Name)}", $"Where the migrations of {database.Name} are uploaded to", bucket.Resource.Ref);
    }

    private static DatabaseAccess AccessTo(ExistingCluster cluster) => new()
    {
        Host = cluster.Endpoint,
        Port = cluster.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        SecretArn = cluster.SecretArn,
        IamUser = cluster.IamUser,
        ResourceId = cluster.ResourceId,
        AdminSecretArn = cluster.AdminSecretArn,
    };

    private void Observe(
        DaybreakSettings settings, MigrationDocument document, PrivateBucket results, Trigger trigger, AgentHost host, Cluster? cluster)
    {
        var notifications = new Notifications(this, "Notifications", new NotificationsSettings
        {
            Stage = stage,
            Emails = settings.Emails,
            Chat = settings.Chat,
            RecordsBucket = results.Resource.Ref,
            Key = key,
        });
        new Observability(this, "Observability", new ObservabilitySettings
        {
            Stage = stage,
            Topics = notifications.AlarmTopics,
            Document = document,
            Association = host.Association,
            Function = trigger.FunctionName,
            DeadLetters = trigger.DeadLetters,
            Undelivered = notifications.Undelivered,
            Cluster = cluster?.Identifier,
            Key = key,
        });
        if (settings.DevOpsGuru)
        {
            new CfnResourceCollection(this, "DevOpsGuru", new CfnResourceCollectionProps
            {
                ResourceCollectionFilter = new CfnResourceCollection.ResourceCollectionFilterProperty
                {
                    CloudFormation = new CfnResourceCollection.CloudFormationCollectionFilterProperty { StackNames = [StackName] },
                },
            });
        }
    }

    private void AddOutput(string name, string description, string value) =>
        new CfnOutput(this, name, new CfnOutputProps { Description = description, Value = value });
}

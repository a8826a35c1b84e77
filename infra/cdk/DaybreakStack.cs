using System.Collections.Immutable;
using System.Text.Json;
using Amazon.CDK;
using CfnParameter = Amazon.CDK.AWS.SSM.CfnParameter;
using CfnParameterProps = Amazon.CDK.AWS.SSM.CfnParameterProps;
using Constructs;
using Daybreak.Cdk.Databases;
using Daybreak.Cdk.Hosting;
using Daybreak.Cdk.Networking;
using Daybreak.Cdk.Publishing;
using Daybreak.Cdk.Settings;
using Daybreak.Cdk.Storage;
using Daybreak.Cdk.Triggering;

namespace Daybreak.Cdk;

/// <summary>Everything of one stage: upload to a bucket, and the database of that bucket is migrated.</summary>
internal sealed class DaybreakStack : Stack
{
    private readonly StageSettings stage;

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

        var network = new Network(this, "Network", new NetworkSettings { Stage = stage, Kind = settings.Network });
        var cluster = new Cluster(this, "Cluster", stage, network);
        var logs = new AccessLogs(this, "Access", stage).Bucket;
        var results = Results(logs);
        var document = new MigrationDocument(this, "Document", stage.Name);
        var trigger = Trigger(settings, published, document);
        var buckets = MigrationBuckets(settings, logs, trigger);
        foreach (var (database, bucket) in buckets)
        {
            AddParameter(database, bucket, results, cluster);
        }

        new AgentHost(this, "Host", new AgentHostSettings
        {
            Stage = stage,
            Network = network,
            Agent = published.Agent,
            MigrationBuckets = [.. buckets.Values],
            Results = results,
            Parameters = [.. settings.Databases.Select(database => ContractNames.Settings(stage.Name, database))],
            SecretArn = cluster.SecretArn,
        });

        AddOutput("DocumentName", "The document that runs a command by hand", document.Name);
        AddOutput("ResultsBucket", "Where the run records are", results.Resource.Ref);
        AddOutput("ClusterEndpoint", "The cluster's writer", cluster.Host);
        AddOutput("DeadLetterQueue", "Uploads that could not be turned into commands", trigger.DeadLetters.QueueUrl);
    }

    private PrivateBucket Results(PrivateBucket logs) => new(this, "Results", new PrivateBucketSettings
    {
        AccessLogs = logs,
        Removal = stage.BucketRemoval,
        NoncurrentVersionDays = stage.NoncurrentVersionDays,
        ExpirationDays = stage.RunRecordDays,
    });

    private Trigger Trigger(DaybreakSettings settings, Published published, MigrationDocument document) =>
        new(this, "Trigger", new TriggerSettings
        {
            Stage = stage,
            Code = published.Trigger,
            DatabaseByBucket = settings.Databases.ToImmutableSortedDictionary(
                database => BucketNames.Of(this, stage.Name, database), database => database, StringComparer.Ordinal),
            Document = document,
        });

    private ImmutableSortedDictionary<string, PrivateBucket> MigrationBuckets(
        DaybreakSettings settings, PrivateBucket logs, Trigger trigger)
    {
        var group = new Construct(this, "Migrations");
        return settings.Databases.ToImmutableSortedDictionary(
            database => database,
            database => new MigrationBucket(group, database, new MigrationBucketSettings
            {
                Stage = stage,
                Name = BucketNames.Of(this, stage.Name, database),
                AccessLogs = logs,
                Trigger = trigger,
            }).Bucket,
            StringComparer.Ordinal);
    }

    private void AddParameter(string database, PrivateBucket bucket, PrivateBucket results, Cluster cluster)
    {
        var content = new DatabaseParameter
        {
            Bucket = bucket.Resource.Ref,
            ResultsBucket = results.Resource.Ref,
            Host = cluster.Host,
            Port = cluster.Port,
            DatabaseName = DatabaseParameter.DatabaseNameOf(database),
            SecretArn = cluster.SecretArn,
            SslRootCertificate = BootScript.RootCertificates,
            SettleSeconds = stage.SettleSeconds,
        };
        new CfnParameter(this, $"Settings{ContractNames.LogicalId(database)}", new CfnParameterProps
        {
            Name = ContractNames.Settings(stage.Name, database),
            Type = "String",
            Description = $"What the Daybreak agent knows of database {database}",
            Value = JsonSerializer.Serialize(content),
        });
        AddOutput($"Bucket{ContractNames.LogicalId(database)}", $"Where the migrations of {database} are uploaded to", bucket.Resource.Ref);
    }

    private void AddOutput(string name, string description, string value) =>
        new CfnOutput(this, name, new CfnOutputProps { Description = description, Value = value });
}

using System.Collections.Concurrent;
using Daybreak.HostAgent.Run.Bucket;
using Daybreak.HostAgent.Run.Credentials;
using Daybreak.HostAgent.Run.Fleet;
using Daybreak.HostAgent.Run.Record;
using Daybreak.HostAgent.Run.Settings;

namespace Daybreak.HostAgent.Run;

/// <summary>What the databases of a run share: the clients, the secrets that were read, the mirrors of their buckets, and what is known of their servers.</summary>
internal sealed class RunServices(AwsClients aws, RunEnvironment environment, RunArguments arguments, RunLog log, TimeProvider time) : IDisposable
{
    private readonly SecretStore _secrets = new(aws.Secrets);
    private readonly ConcurrentDictionary<string, OpenRuns> _openRuns = new(StringComparer.Ordinal);

    /// <summary>The clients.</summary>
    public AwsClients Aws => aws;

    /// <summary>What the run takes from its environment.</summary>
    public RunEnvironment Environment => environment;

    /// <summary>Measures and waits.</summary>
    public TimeProvider Time => time;

    /// <summary>Reads the settings of databases and fleets.</summary>
    public DatabaseSettingsReader Settings { get; } = new(aws.Ssm, environment.RootCertificate);

    /// <summary>The mirrors of the buckets.</summary>
    public BucketMirrors Mirrors { get; } = new(
        aws.S3, Path.Combine(environment.WorkDirectory, arguments.Stage), arguments.RunId, log, time);

    /// <summary>Publishes the run's event.</summary>
    public RunEventPublisher Events { get; } = new(aws.Events, log, time);

    /// <summary>The servers that one of the databases has waited for in vain.</summary>
    public UnreachableServers Unreachable { get; } = new(time);

    /// <summary>The secret with a name; it is read once for all.</summary>
    public SecretCredentials Secret(string arn) => _secrets.Of(arn);

    /// <summary>The marks of open records in a results bucket.</summary>
    public OpenRuns OpenRuns(string resultsBucket) =>
        _openRuns.GetOrAdd(resultsBucket, bucket => new OpenRuns(aws.S3, bucket, log, time));

    /// <summary>Opens connections to a database as its runs do.</summary>
    public DatabaseOpener Opener(RunMember member, string runId, RunLog memberLog)
    {
        var settings = member.Settings!;
        ICredentialsSource credentials = settings.SecretArn is { } arn ? Secret(arn) : new IamCredentials(settings, aws.Region);
        return new DatabaseOpener(settings, credentials, Queue.RunQueue.ApplicationNamePrefix + runId, Unreachable, memberLog, time)
        {
            Policy = RunConfiguration.Connecting(settings, member.Parameter, environment.WorkDirectory),
        };
    }

    /// <summary>Removes the mirrors' folders.</summary>
    public void Dispose() => Mirrors.Dispose();
}

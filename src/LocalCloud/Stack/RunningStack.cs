using Daybreak.LocalCloud.CommandLine;
using Daybreak.LocalCloud.Events;
using Daybreak.LocalCloud.Faults;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Lambda;
using Daybreak.LocalCloud.Notifications;
using Daybreak.LocalCloud.Postgres;
using Daybreak.LocalCloud.Query;
using Daybreak.LocalCloud.Queues;
using Daybreak.LocalCloud.S3;
using Daybreak.LocalCloud.SecretsManager;
using Daybreak.LocalCloud.Ssm;
using Microsoft.Extensions.Logging;

namespace Daybreak.LocalCloud.Stack;

/// <summary>The services with the stack's resources in them.</summary>
internal sealed class RunningStack : IAsyncDisposable
{
    private readonly S3Service _s3;
    private readonly LambdaService _lambda;
    private readonly CommandQueue _commands;
    private readonly EventBridgeService _events;
    private readonly NotificationPump _pump;
    private readonly StackDescription _description;
    private readonly StartOptions _options;
    private readonly ILoggerFactory _loggers;

    public RunningStack(
        StackDescription description, PostgresServer server, StartOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (_description, _options, _loggers) = (description, options, loggers);
        var surroundings = description.Surroundings;
        var queues = new QueueService(surroundings);
        var secrets = new SecretsManagerService(time);
        var parameters = new ParameterStore(time);
        var documents = new DocumentStore();
        StackFiller.Fill(description, server, queues, secrets, parameters, documents, time);
        _events = new EventBridgeService(Path.Combine(options.StateDirectory, "events.jsonl"), time);
        _s3 = new S3Service(
            new S3Options { Directory = Path.Combine(options.StateDirectory, "s3") }, time, loggers.CreateLogger<S3Service>());
        var faults = new FaultBoard();
        _s3.Faults.Decide = faults.OfS3;
        _lambda = new LambdaService(new LambdaOptions(), queues, time, loggers.CreateLogger<LambdaService>());
        var runner = new ScriptRunner(
            Path.Combine(Path.GetFullPath(options.StateDirectory), "commands"),
            HostEnvironment.Create(options, surroundings, server),
            time);
        _commands = new CommandQueue(runner, time, loggers.CreateLogger<CommandQueue>());
        var instance = new ManagedInstance(surroundings.InstanceId, description.HostTags);
        var ssm = new SsmService(parameters, documents, new RunCommand(documents, instance, _commands, time));
        _pump = new NotificationPump(_s3.ObjectsCreated, description.Notifications, _lambda, options.Delivery, time);
        Routing = new RequestRouting(
            new JsonServices([ssm, secrets, _events, queues], faults),
            new QueryService(description, time.GetUtcNow()),
            _s3,
            _lambda,
            _events,
            faults);
    }

    /// <summary>The services' way out.</summary>
    public RequestRouting Routing { get; }

    /// <summary>Creates the buckets. To be called before requests are taken.</summary>
    public async Task CreateBucketsAsync(CancellationToken cancellationToken)
    {
        foreach (var bucket in _description.Buckets)
        {
            await _s3.EnsureBucketAsync(bucket.Name, bucket.Versioned, cancellationToken);
        }
    }

    /// <summary>Registers the functions, which speak to us over HTTP, and starts what moves by itself.</summary>
    public void Start()
    {
        var logger = _loggers.CreateLogger<FunctionProcess>();
        foreach (var function in _description.Functions)
        {
            _lambda.Add(function, Starter(function, logger));
        }

        _commands.Start();
        _pump.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _pump.DisposeAsync();
        await _lambda.DisposeAsync();
        await _commands.DisposeAsync();
        await _s3.DisposeAsync();
        _events.Dispose();
    }

    private Func<FunctionProcess>? Starter(FunctionDefinition function, ILogger logger)
    {
        if (_options.TriggerFile is not { } executable)
        {
            return null;
        }

        var environment = FunctionEnvironment.Create(function, executable, _description.Surroundings.Endpoint);
        return () => FunctionProcess.Start(executable, environment, function.Name, logger);
    }
}

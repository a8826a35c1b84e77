using System.Diagnostics.CodeAnalysis;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.TestUtilities;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Daybreak.TriggerFunction.Function;
using Daybreak.TriggerFunction.Tests.Fakes;

namespace Daybreak.TriggerFunction.Tests.Function;

/// <summary>The handler with the real SSM client, which talks to a loopback service.</summary>
internal sealed class TriggerUnderTest : IAsyncDisposable
{
    public const string Accepted = """{"Command":{"CommandId":"11111111-2222-3333-4444-555555555555","Status":"Pending"}}""";

    private static readonly TriggerSettings Settings = new(
        new Dictionary<string, string> { ["users-b"] = "Users", ["products-b"] = "Products" },
        "Daybreak-dev-Migrate",
        new HostTag("daybreak:host", "dev"),
        DeliveryTimeoutSeconds: 600,
        LogGroup: "Daybreak-dev-Output");

    private readonly AmazonSimpleSystemsManagementClient _client;
    private readonly TestLambdaLogger _log = new();

    private TriggerUnderTest(LoopbackService ssm)
    {
        Ssm = ssm;
        var config = new AmazonSimpleSystemsManagementConfig
        {
            ServiceURL = ssm.Url,
            AuthenticationRegion = "eu-central-1",
            MaxErrorRetry = 0,
        };
        _client = new AmazonSimpleSystemsManagementClient(new BasicAWSCredentials("AKIDEXAMPLE", "secret-of-the-role"), config);
    }

    public LoopbackService Ssm { get; }

    public string Log => _log.Buffer.ToString();

    public IEnumerable<string> CommandedDatabases => Ssm.Calls.Select(call => Database(call)!).Order(StringComparer.Ordinal);

    public static string? Database(ServiceCall call) => call.Json.GetProperty("Parameters").GetProperty("Database")[0].GetString();

    public static Task<TriggerUnderTest> StartAsync() => StartAsync((_, _) => ServiceAnswer.Ok(Accepted));

    [SuppressMessage("Reliability", "CA2000", Justification = "The trigger disposes of its service.")]
    public static async Task<TriggerUnderTest> StartAsync(Func<ServiceCall, int, ServiceAnswer> answer)
        => new(await LoopbackService.StartAsync(answer));

    /// <summary>Handles the notification; the time is the one that the timers, which run a hundred times as fast, see.</summary>
    public Task HandleAsync(S3Event notification, TimeSpan? remainingTime = null)
        => new FunctionHandler(new CommandSender(_client, Settings, new HurriedTimeProvider()), Settings).HandleAsync(
            notification, new TestLambdaContext { Logger = _log, RemainingTime = remainingTime ?? TimeSpan.FromMinutes(15) });

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Ssm.DisposeAsync();
    }
}

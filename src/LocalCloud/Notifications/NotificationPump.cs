using System.Security.Cryptography;
using System.Threading.Channels;
using Daybreak.LocalCloud.Lambda;
using Daybreak.LocalCloud.S3;

namespace Daybreak.LocalCloud.Notifications;

/// <summary>Carries the events of the buckets to the functions.</summary>
internal sealed class NotificationPump(
    ChannelReader<ObjectCreated> events, IReadOnlyList<NotificationRule> rules, LambdaService lambda, Delivery delivery, TimeProvider time)
    : IAsyncDisposable
{
    // Long enough for the files of one copy to meet, so that there is something to shuffle.
    private static readonly TimeSpan _shuffleWindow = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    public void Start() => _work = Task.Run(WorkAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            while (await events.WaitToReadAsync(_stop.Token))
            {
                foreach (var created in delivery == Delivery.Once ? Waiting() : await ShuffledAsync())
                {
                    Deliver(created);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // LocalCloud stops.
        }
    }

    private List<ObjectCreated> Waiting()
    {
        var waiting = new List<ObjectCreated>();
        while (events.TryRead(out var created))
        {
            waiting.Add(created);
        }

        return waiting;
    }

    private async Task<IReadOnlyList<ObjectCreated>> ShuffledAsync()
    {
        await Task.Delay(_shuffleWindow, time, _stop.Token);
        var waiting = Waiting();
        ObjectCreated[] twice = [.. waiting, .. waiting];
        RandomNumberGenerator.Shuffle(twice.AsSpan());
        return twice;
    }

    private void Deliver(ObjectCreated created)
    {
        foreach (var rule in rules.Where(rule => rule.Matches(created.Bucket, created.Key, NotificationMessage.EventName(created))))
        {
            lambda.InvokeAsynchronously(lambda.Find(rule.FunctionArn), NotificationMessage.Create(created, rule).ToJsonString());
        }
    }
}

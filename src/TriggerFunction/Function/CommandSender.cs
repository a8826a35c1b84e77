using System.Collections.Concurrent;
using System.Security.Cryptography;
using Amazon.Lambda.Core;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Daybreak.TriggerFunction.Requests;

namespace Daybreak.TriggerFunction.Function;

/// <summary>Sends commands; what passes is tried again for as long as the invocation's time allows.</summary>
internal sealed class CommandSender(IAmazonSimpleSystemsManagement ssm, TriggerSettings settings, TimeProvider clock)
{
    private const int Parallel = 4;

    // Left for telling what failed.
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(2);

    // Lambda gives no invocation more; a deadline further off is none.
    private static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(15);

    /// <summary>Sends all; one that fails does not keep the others back.</summary>
    internal async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<MigrationRequest> requests, ILambdaContext context)
    {
        using var deadline = new CancellationTokenSource(TimeFor(context), clock);
        var outcomes = new ConcurrentDictionary<MigrationRequest, SendOutcome>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel };
        await System.Threading.Tasks.Parallel.ForEachAsync(
            requests, options, async (request, _) => outcomes[request] = await SendAsync(request, context.Logger, deadline.Token));
        return [.. requests.Select(request => outcomes[request])];
    }

    private static TimeSpan TimeFor(ILambdaContext context)
    {
        var time = context.RemainingTime - Reserve;
        return time < TimeSpan.Zero ? TimeSpan.Zero : time > LongestInvocation ? LongestInvocation : time;
    }

    private async Task<SendOutcome> SendAsync(MigrationRequest request, ILambdaLogger logger, CancellationToken deadline)
    {
        var error = "the invocation's time ran out before the first attempt";
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var command = await TrySendAsync(request, deadline);
                Log.Sent(logger, request, command.CommandId, attempt);
                return new SendOutcome(request, attempt, Error: null);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested)
            {
                return Failed(request, attempt - 1, $"{error} (the invocation's time ran out)", logger);
            }
            catch (Exception e) when (e is AmazonServiceException or AmazonClientException or NoHostException || Backoff.IsOfNetwork(e))
            {
                error = Describe(e);
                if (!Backoff.Passes(e))
                {
                    return Failed(request, attempt, error, logger);
                }
            }

            var delay = Backoff.Delay(attempt, RandomNumberGenerator.GetInt32(1000) / 1000.0);
            Log.Waiting(logger, request, attempt, error, delay);
            if (!await WaitedAsync(delay, deadline))
            {
                return Failed(request, attempt, $"{error} (the invocation's time ran out)", logger);
            }
        }
    }

    private async Task<Command> TrySendAsync(MigrationRequest request, CancellationToken deadline)
    {
        var response = await ssm.SendCommandAsync(CommandRequest.Of(request, settings), deadline);

        // SSM takes a command for a tag that no host has, and calls it done.
        return response.Command is { StatusDetails: "NoInstancesInTag" } ? throw new NoHostException(settings.HostTag) : response.Command;
    }

    private async Task<bool> WaitedAsync(TimeSpan delay, CancellationToken deadline)
    {
        try
        {
            await Task.Delay(delay, clock, deadline);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static SendOutcome Failed(MigrationRequest request, int attempts, string error, ILambdaLogger logger)
    {
        Log.NotSent(logger, request, attempts, error);
        return new SendOutcome(request, attempts, error);
    }

    private static string Describe(Exception error)
        => error is AmazonServiceException { ErrorCode: { Length: > 0 } code } ? $"{code}: {error.Message}" : error.Message;
}

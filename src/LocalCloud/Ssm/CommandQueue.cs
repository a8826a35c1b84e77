using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>The agent's side of Run Command: takes commands in turn, five at a time, and remembers how each went.</summary>
internal sealed partial class CommandQueue(ScriptRunner runner, TimeProvider time, ILogger<CommandQueue> logger) : IAsyncDisposable
{
    /// <summary>The agent's CommandWorkersLimit.</summary>
    public const int Workers = 5;

    private readonly Channel<string> _waiting = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, Command> _commands = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _stops = new();
    private readonly List<Task> _workers = [];

    /// <summary>Every command, newest first.</summary>
    public IReadOnlyList<Command> All => [.. _commands.Values.OrderByDescending(c => c.Requested)];

    public Command? Find(string id) => _commands.GetValueOrDefault(id);

    public void Start() => _workers.AddRange(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync)));

    public void Add(Command command)
    {
        _commands[command.Id] = command;
        _stops[command.Id] = new CancellationTokenSource();
        _waiting.Writer.TryWrite(command.Id);
    }

    /// <summary>Kills the script if it runs; a waiting command never starts.</summary>
    public async Task CancelAsync(string id)
    {
        var command = Change(id, c =>
            c.Status == CommandStatus.Pending ? c with { Status = CommandStatus.Cancelled, Ended = time.GetUtcNow() }
            : c.Status == CommandStatus.InProgress ? c with { Status = CommandStatus.Cancelling } : c);
        if (command.Status == CommandStatus.Cancelling && _stops.TryGetValue(id, out var stop))
        {
            await stop.CancelAsync();
        }
    }

    /// <summary>Kills what runs and ends the workers.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        foreach (var id in _commands.Keys)
        {
            await CancelAsync(id);
        }

        await Task.WhenAll(_workers);
        foreach (var stop in _stops.Values)
        {
            stop.Dispose();
        }
    }

    private async Task WorkAsync()
    {
        await foreach (var id in _waiting.Reader.ReadAllAsync())
        {
            var command = Change(id, Begin);
            if (command.Status == CommandStatus.InProgress)
            {
                LogStarted(id, command.Document.Name);
                var outcome = await RunAsync(command);
                Change(id, c => Finish(c, outcome));
                LogEnded(id, outcome.Status.Details, outcome.ResponseCode);
            }
        }
    }

    private async Task<ScriptOutcome> RunAsync(Command command)
    {
        try
        {
            return await runner.RunAsync(command, _stops[command.Id].Token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            // The host's own trouble, such as a full disk, is the command's failure; the workers go on.
            return new ScriptOutcome(CommandStatus.Failed, 1, "", e.Message);
        }
    }

    private Command Begin(Command command) =>
        command.Status != CommandStatus.Pending ? command
        : time.GetUtcNow() > command.StartBefore ? command with { Status = CommandStatus.DeliveryTimedOut, Ended = time.GetUtcNow() }
        : command with { Status = CommandStatus.InProgress, Started = time.GetUtcNow() };

    private Command Finish(Command command, ScriptOutcome outcome) => command with
    {
        Status = outcome.Status,
        Ended = time.GetUtcNow(),
        ResponseCode = outcome.ResponseCode,
        StandardOutput = outcome.StandardOutput,
        StandardError = outcome.StandardError,
    };

    private Command Change(string id, Func<Command, Command> change) =>
        _commands.AddOrUpdate(id, _ => throw new InvalidOperationException($"There is no command {id}."), (_, command) => change(command));

    [LoggerMessage(Level = LogLevel.Information, Message = "command {Id}: {Document} started")]
    private partial void LogStarted(string id, string document);

    [LoggerMessage(Level = LogLevel.Information, Message = "command {Id}: {Status} ({Code})")]
    private partial void LogEnded(string id, string status, int code);
}

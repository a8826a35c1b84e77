using System.CommandLine;
using Daybreak.LocalCloud.Demo;

namespace Daybreak.LocalCloud.CommandLine;

/// <summary>The commands and options of <c>localcloud</c>.</summary>
internal static class LocalCloudCommand
{
    private static readonly Option<string> _template = Needed("--template", "The template that `cdk synth` wrote");
    private static readonly Option<string> _agent = Needed("--agent", "The agent's executable, daybreak");
    private static readonly Option<string> _trigger = Needed("--trigger", "The trigger's executable, bootstrap");
    private static readonly Option<string> _state = Defaulted("--state", "Where everything is kept", ".localcloud");
    private static readonly Option<int> _port = Defaulted("--port", "The port on 127.0.0.1; 0 takes any free one", 4566);
    private static readonly Option<string> _deliver = Delivery();
    private static readonly Option<string?> _postgresBin = new("--postgres-bin")
    {
        Description = "The directory of PostgreSQL's initdb and postgres",
    };
    private static readonly Option<bool> _detach = new("--detach")
    {
        Description = "Return when it is ready, and go on in the background",
    };
    private static readonly Option<bool> _ephemeral = new("--ephemeral")
    {
        Description = "Do without PostgreSQL's care for its data, and remove them at the end: quicker",
    };
    private static readonly Option<string> _migrations = Needed("--migrations", "A directory with a directory per database");

    /// <summary>The command with its subcommands, of which one must be given.</summary>
    public static RootCommand Create()
    {
        Option[] start = [_template, _agent, _trigger, _state, _port, _deliver, _postgresBin, _ephemeral];
        return new RootCommand("The AWS services that Daybreak uses, on this machine, wired from the stack's template. "
            + "DAYBREAK_PG names a PostgreSQL server to use instead of one of its own.")
        {
            Command("start", "Start and serve", [.. start, _detach], StartAsync),
            Command("stop", "Stop, and leave nothing running", [_state], (result, token) =>
                StopCommand.RunAsync(result.GetRequiredValue(_state), token)),
            Command("demo", "Upload migrations, wait until they are applied, show the databases", [.. start, _migrations], (result, token) =>
                DemoCommand.RunAsync(Options(result) with { Quiet = true }, result.GetRequiredValue(_migrations), token)),
        };
    }

    private static Task<int> StartAsync(ParseResult result, CancellationToken cancellationToken) => result.GetValue(_detach)
        ? DetachedStart.RunAsync(result.GetRequiredValue(_state), result.Tokens.Select(token => token.Value), cancellationToken)
        : StartCommand.RunAsync(Options(result), cancellationToken);

    private static StartOptions Options(ParseResult result) => new()
    {
        TemplateFile = result.GetRequiredValue(_template),
        AgentFile = result.GetRequiredValue(_agent),
        TriggerFile = result.GetRequiredValue(_trigger),
        StateDirectory = result.GetRequiredValue(_state),
        Port = result.GetRequiredValue(_port),
        Delivery = result.GetRequiredValue(_deliver) == "once" ? Notifications.Delivery.Once : Notifications.Delivery.TwiceAndShuffled,
        PostgresBinDirectory = result.GetValue(_postgresBin),
        DurablePostgres = !result.GetValue(_ephemeral),
        ExternalPostgres = Environment.GetEnvironmentVariable("DAYBREAK_PG"),
    };

    private static Command Command(
        string name, string description, IEnumerable<Option> options, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description);
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(action);
        return command;
    }

    private static Option<T> Defaulted<T>(string name, string description, T value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static Option<string> Needed(string name, string description) => new(name) { Description = description, Required = true };

    private static Option<string> Delivery()
    {
        var option = Defaulted("--deliver", "How S3's events reach the trigger", "once");
        option.AcceptOnlyFromAmong("once", "twice-and-shuffled");
        return option;
    }
}

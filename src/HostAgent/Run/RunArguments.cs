using System.Globalization;
using System.Text.RegularExpressions;
using Daybreak.HostAgent.Run.Fleet;

namespace Daybreak.HostAgent.Run;

/// <summary>The arguments of <c>daybreak run</c>, checked against the patterns of docs/contracts.md.</summary>
/// <param name="Command">What to do.</param>
/// <param name="Stage">The deployment's stage.</param>
/// <param name="Database">The database's name in the CDK context; a pattern or a list of names; of a fleet's member the member's name.</param>
/// <param name="RunId">Names the run in records, events and logs.</param>
internal sealed partial record RunArguments(DatabaseCommand Command, string Stage, string Database, string RunId)
{
    /// <summary>How the command is called.</summary>
    public const string Usage = "daybreak run <command> --database NAME|PATTERN|LIST --run-id ID [--stage dev] [--parallel N] [--fail-fast]";

    /// <summary>The greatest number for <c>--parallel</c>.</summary>
    public const int MostParallel = 256;

    private const string DatabaseOption = "--database";
    private const string RunIdOption = "--run-id";
    private const string StageOption = "--stage";
    private const string ParallelOption = "--parallel";
    private const string FailFastOption = "--fail-fast";

    private static readonly string[] Valued = [DatabaseOption, RunIdOption, StageOption, ParallelOption];

    /// <summary>How many databases of a fleet are worked on at a time; null: as the fleet's settings or the default say.</summary>
    public int? Parallel { get; init; }

    /// <summary>Whether no further database of a fleet is begun once one has failed.</summary>
    public bool FailFast { get; init; }

    /// <summary>Reads the arguments; null when there is any problem, and then <paramref name="problems"/> holds all of them.</summary>
    /// <param name="arguments">What follows <c>run</c>.</param>
    /// <param name="defaultStage">The stage when <c>--stage</c> is not given; null: <c>dev</c>.</param>
    /// <param name="problems">One sentence each.</param>
    public static RunArguments? Parse(IReadOnlyList<string> arguments, string? defaultStage, List<string> problems)
    {
        var commands = new List<string>();
        var options = ReadOptions(arguments, commands, problems);
        var command = ReadCommand(commands, problems);
        var database = Checked(DatabaseOption, options.GetValueOrDefault(DatabaseOption), DatabaseSelection.Pattern(), problems);
        var runId = Checked(RunIdOption, options.GetValueOrDefault(RunIdOption), RunIdPattern(), problems);
        var stage = options.TryGetValue(StageOption, out var given)
            ? Checked(StageOption, given, StagePattern(), problems)
            : Checked("DAYBREAK_STAGE", defaultStage ?? "dev", StagePattern(), problems);
        var parallel = ReadParallel(options.GetValueOrDefault(ParallelOption), problems);
        return problems.Count > 0 ? null : new RunArguments(command!.Value, stage!, database!, runId!)
        {
            Parallel = parallel,
            FailFast = options.ContainsKey(FailFastOption),
        };
    }

    private static Dictionary<string, string> ReadOptions(IReadOnlyList<string> arguments, List<string> commands, List<string> problems)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!argument.StartsWith('-'))
            {
                commands.Add(argument);
                continue;
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            if (argument == FailFastOption)
            {
                options[FailFastOption] = string.Empty;
            }
            else if (!Valued.Contains(name))
            {
                problems.Add($"Unknown option {Printable.Quote(name)}; there are {string.Join(", ", Valued)} and {FailFastOption}.");
            }
            else if (equals < 0 && i + 1 == arguments.Count)
            {
                problems.Add($"The option {name} needs a value.");
            }
            else if (!options.TryAdd(name, equals < 0 ? arguments[++i] : argument[(equals + 1)..]))
            {
                problems.Add($"The option {name} is given more than once.");
            }
        }

        return options;
    }

    private static DatabaseCommand? ReadCommand(List<string> commands, List<string> problems)
    {
        if (commands is [var name] && DatabaseCommands.Find(name) is { } command)
        {
            return command;
        }

        problems.Add(commands.Count switch
        {
            0 => $"The command is missing; give one of {DatabaseCommands.Names}.",
            1 => $"Unknown command {Printable.Quote(commands[0])}; give one of {DatabaseCommands.Names}.",
            _ => $"Give one command, not {commands.Count}: {string.Join(' ', commands.Select(Printable.Quote))}.",
        });
        return null;
    }

    private static int? ReadParallel(string? text, List<string> problems)
    {
        if (text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostParallel))
        {
            return text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);
        }

        problems.Add($"The value {Printable.Quote(text)} of {ParallelOption} is not a whole number from 1 to {MostParallel}.");
        return null;
    }

    private static string? Checked(string name, string? value, Regex pattern, List<string> problems)
    {
        if (value is not null && pattern.IsMatch(value))
        {
            return value;
        }

        problems.Add(value is null
            ? $"The option {name} is missing."
            : $"The value {Printable.Quote(value)} of {name} is not allowed; it must match {Shown(pattern)}.");
        return null;
    }

    // In .NET, $ would also match before a last line end.
    private static string Shown(Regex pattern) => pattern.ToString().Replace("\\z", "$", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex RunIdPattern();

    [GeneratedRegex(@"^[a-z][a-z0-9]{0,15}\z")]
    private static partial Regex StagePattern();
}

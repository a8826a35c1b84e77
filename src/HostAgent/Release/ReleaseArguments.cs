using Daybreak.HostAgent.Run;

namespace Daybreak.HostAgent.Release;

/// <summary>The arguments of <c>daybreak release</c>.</summary>
/// <param name="Folder">The folder with the migrations, as given.</param>
/// <param name="Bucket">Where they go.</param>
/// <param name="Commit">The Git commit; null when not given.</param>
/// <param name="Author">Who releases; null when not given.</param>
/// <param name="Suffixes">The database's <c>sqlMigrationSuffixes</c>; Flyway's default when not given.</param>
internal sealed record ReleaseArguments(string Folder, string Bucket, string? Commit, string? Author, IReadOnlyList<string> Suffixes)
{
    /// <summary>How the command is called.</summary>
    public const string Usage =
        "daybreak release <folder> --bucket BUCKET [--git-commit COMMIT] [--author AUTHOR] [--sql-migration-suffixes .sql,...]";

    private const string SuffixesOption = "--sql-migration-suffixes";
    private static readonly string[] Names = ["--bucket", "--git-commit", "--author", SuffixesOption];

    /// <summary>Reads the arguments; null when there is any problem, and then <paramref name="problems"/> holds all of them.</summary>
    /// <param name="arguments">What follows <c>release</c>.</param>
    /// <param name="problems">One sentence each.</param>
    public static ReleaseArguments? Parse(IReadOnlyList<string> arguments, List<string> problems)
    {
        var folders = new List<string>();
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[i], null);
            if (!name.StartsWith('-'))
            {
                folders.Add(arguments[i]);
            }
            else if (!Names.Contains(name))
            {
                problems.Add($"Unknown option {Printable.Quote(name)}; there are {string.Join(", ", Names)}.");
            }
            else if (value is null && i + 1 == arguments.Count)
            {
                problems.Add($"The option {name} needs a value.");
            }
            else if (!options.TryAdd(name, value ?? arguments[++i]))
            {
                problems.Add($"The option {name} is given more than once.");
            }
        }

        if (folders.Count != 1)
        {
            problems.Add($"Give one folder, not {folders.Count}.");
        }

        if (options.GetValueOrDefault("--bucket") is not { Length: > 0 })
        {
            problems.Add("The option --bucket is missing.");
        }

        var suffixes = options.GetValueOrDefault(SuffixesOption, ".sql").Split(',', StringSplitOptions.TrimEntries);
        if (suffixes.Any(suffix => suffix.Length == 0))
        {
            problems.Add($"The option {SuffixesOption} has an empty suffix.");
        }

        return problems.Count > 0
            ? null
            : new ReleaseArguments(
                folders[0],
                options["--bucket"],
                options.GetValueOrDefault("--git-commit"),
                options.GetValueOrDefault("--author"),
                suffixes);
    }
}

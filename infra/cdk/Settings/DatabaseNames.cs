using System.Text.RegularExpressions;

namespace Daybreak.Cdk.Settings;

/// <summary>The rules that the names of databases must keep.</summary>
internal static partial class DatabaseNames
{
    /// <summary>What a database's name must match in the settings.</summary>
    public const string Pattern = "^[A-Za-z][A-Za-z0-9_]{0,62}$";

    /// <summary>What the document takes: names, patterns of names, and databases of a fleet, separated by commas (docs/contracts.md).</summary>
    public const string SelectionPattern = $"^{Selected}(,{Selected}){{0,99}}$";

    // Nothing in it means something to a shell but the asterisk, and that only outside of quotes.
    private const string Selected = "[A-Za-z*][A-Za-z0-9_*]{0,62}(/[A-Za-z0-9_*-]{1,63})?";

    private static readonly string[] Reserved = ["template0", "template1", "rdsadmin"];

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]{0,62}\z")]
    private static partial Regex Valid { get; }

    /// <summary>Everything wrong with these names at this stage; empty when nothing is.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<string> names, string stage)
    {
        if (names.Count == 0)
        {
            yield return "databases: the list is empty; name at least one database, for example [\"Users\"]";
        }

        foreach (var problem in names.SelectMany(name => Problems(name, stage)))
        {
            yield return problem;
        }

        foreach (var same in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"databases: {Quoted(same)} are one name, because buckets and PostgreSQL's names are lower case; keep one of them";
        }
    }

    private static IEnumerable<string> Problems(string name, string stage)
    {
        if (!Valid.IsMatch(name))
        {
            yield return $"databases: '{name}' does not match {Pattern}; use a letter, then up to 62 letters, digits and underscores";
        }
        else if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"databases: '{name}' belongs to PostgreSQL or RDS; choose another name";
        }
        else if (BucketNames.Length(stage, name) is var length and > BucketNames.MaximumLength)
        {
            yield return $"databases: the bucket of '{name}' would have a name of {length} characters, but S3 allows "
                + $"{BucketNames.MaximumLength}; shorten it by {length - BucketNames.MaximumLength}";
        }
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(" and ", names.Select(name => $"'{name}'"));
}

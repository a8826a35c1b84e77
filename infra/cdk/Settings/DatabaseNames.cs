using System.Text.RegularExpressions;

namespace Daybreak.Cdk.Settings;

/// <summary>The rules that the names of databases must keep.</summary>
internal static partial class DatabaseNames
{
    /// <summary>What a database's name must match in the settings.</summary>
    public const string Pattern = "^[A-Za-z][A-Za-z0-9_]{0,62}$";

    /// <summary>
    /// What the document takes: names, patterns of names, and databases of a fleet, separated by commas (docs/contracts.md). How many is for
    /// the agent to count: the SSM agent compiles the pattern with Go, which refuses repetitions that multiply to more than 1,000.
    /// </summary>
    public const string SelectionPattern = $"^{Selected}(,{Selected})*$";

    // Nothing in it means something to a shell but the asterisk, and that only outside of quotes.
    private const string Selected = "[A-Za-z*][A-Za-z0-9_*]{0,62}(/[A-Za-z0-9_*-]{1,63})?";

    private static readonly string[] Reserved = ["template0", "template1", "rdsadmin"];

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]{0,62}\z")]
    private static partial Regex Valid { get; }

    /// <summary>Everything wrong with the names of these databases at this stage; empty when nothing is.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<DatabaseEntry> databases, string stage)
    {
        if (databases.Count == 0)
        {
            yield return "databases: the list is empty; name at least one database, for example [\"Users\"]";
        }

        foreach (var problem in databases.SelectMany(database => Problems(database, stage)).Concat(Collisions(databases)))
        {
            yield return problem;
        }
    }

    // Each finds its own only: what is one name already is not told of again.
    private static IEnumerable<string> Collisions(IReadOnlyList<DatabaseEntry> databases) =>
    [
        .. from same in databases.GroupBy(database => database.Name, StringComparer.OrdinalIgnoreCase)
           where same.Count() > 1
           select $"databases: {Quoted(same)} are one name, because buckets and PostgreSQL's names are lower case; keep one of them",
        .. from same in databases.DistinctBy(database => database.Name, StringComparer.OrdinalIgnoreCase)
               .GroupBy(database => ContractNames.LogicalId(database.Name), StringComparer.Ordinal)
           where same.Count() > 1
           select $"databases: {Quoted(same)} would be one resource of the template; rename one of them",
        .. from same in databases.DistinctBy(database => database.Name, StringComparer.OrdinalIgnoreCase)
               .Where(database => database.Databases is null).GroupBy(database => (database.DatabaseName, database.History))
           where same.Count() > 1
           select $"databases: {Quoted(same)} are one schema history of the PostgreSQL database '{same.Key.DatabaseName}'; give one of them "
               + "another 'databaseName', or 'flyway' schemas or a table of its own",
    ];

    private static IEnumerable<string> Problems(DatabaseEntry database, string stage)
    {
        var name = database.Name;
        if (!Valid.IsMatch(name))
        {
            yield return $"databases: '{name}' does not match {Pattern}; use a letter, then up to 62 letters, digits and underscores";
        }
        else if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"databases: '{name}' belongs to PostgreSQL or RDS; choose another name";
        }
        else if (Reserved.Contains(database.DatabaseName, StringComparer.Ordinal))
        {
            yield return $"databases: 'databaseName' of '{name}' is '{database.DatabaseName}', which belongs to PostgreSQL or RDS; choose another one";
        }
        else if (BucketNames.Length(stage, name) is var length and > BucketNames.MaximumLength)
        {
            yield return $"databases: the bucket of '{name}' would have a name of {length} characters, but S3 allows "
                + $"{BucketNames.MaximumLength}; shorten it by {length - BucketNames.MaximumLength}";
        }
    }

    private static string Quoted(IEnumerable<DatabaseEntry> databases) =>
        string.Join(" and ", databases.Select(database => $"'{database.Name}'"));
}

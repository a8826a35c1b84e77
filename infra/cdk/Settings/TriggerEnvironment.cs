using System.Globalization;
using System.Text.Json;

namespace Daybreak.Cdk.Settings;

/// <summary>The room that the databases take in the environment of the trigger's function, which knows the database of every bucket.</summary>
internal static class TriggerEnvironment
{
    // Lambda's limit, of all names and values.
    private const int Maximum = 4096;

    // The names, the document, the hosts' tag and the log group, whose name CloudFormation chooses: some 180.
    private const int Others = 256;

    // "bucket":"database",
    private const int Punctuation = 6;

    /// <summary>That the databases do not fit; empty when they do.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<DatabaseEntry> databases, string stage)
    {
        var bytes = Others + databases.Sum(database => Length(database, stage));
        if (bytes > Maximum)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"databases: {databases.Count} databases take {bytes} bytes of the trigger's environment, but Lambda allows {Maximum}; "
                + $"shorten their names, or make those with the same migrations a fleet");
        }
    }

    private static int Length(DatabaseEntry database, string stage)
    {
        var bucket = BucketNames.Length(stage, database.Name);
        var suffixes = database.MigrationSuffixes is { } own ? bucket + Punctuation + JsonSerializer.Serialize(own).Length : 0;
        return bucket + database.Name.Length + Punctuation + suffixes;
    }
}

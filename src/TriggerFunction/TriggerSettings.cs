using System.Globalization;
using System.Text.Json;

namespace Daybreak.TriggerFunction;

/// <summary>What the function is told by its environment.</summary>
/// <param name="Databases">The database of each bucket; the only names that ever reach a command.</param>
/// <param name="Document">The SSM document to run.</param>
/// <param name="HostTag">The tag of the hosts that may run it.</param>
/// <param name="DeliveryTimeoutSeconds">How long a command may wait for a host before it is given up.</param>
internal sealed record TriggerSettings(
    IReadOnlyDictionary<string, string> Databases, string Document, HostTag HostTag, int DeliveryTimeoutSeconds)
{
    internal const string DatabasesVariable = "DAYBREAK_DATABASES";
    internal const string SuffixesVariable = "DAYBREAK_SUFFIXES";
    internal const string DocumentVariable = "DAYBREAK_DOCUMENT";
    internal const string HostTagVariable = "DAYBREAK_HOST_TAG";
    internal const string DeliveryTimeoutVariable = "DAYBREAK_DELIVERY_TIMEOUT_SECONDS";

    private const int DefaultDeliveryTimeout = 3600;

    // Flyway's.
    private static readonly string[] DefaultSuffixes = [".sql"];

    // SSM's own limits.
    private const int ShortestDeliveryTimeout = 30;
    private const int LongestDeliveryTimeout = 2_592_000;

    /// <summary><c>sqlMigrationSuffixes</c> by bucket; a bucket that is not in it has Flyway's default.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Suffixes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The suffixes of a bucket's migrations.</summary>
    internal IReadOnlyList<string> SuffixesOf(string bucket) => Suffixes.GetValueOrDefault(bucket, DefaultSuffixes);

    /// <exception cref="TriggerSettingsException">Something is missing or not valid; all problems are in the message.</exception>
    internal static TriggerSettings FromEnvironment(Func<string, string?> variable)
    {
        var problems = new List<string>();
        var databases = ReadDatabases(variable(DatabasesVariable), problems);
        var suffixes = ReadSuffixes(variable(SuffixesVariable), problems);
        var document = ReadDocument(variable(DocumentVariable), problems);
        var hostTag = ReadHostTag(variable(HostTagVariable), problems);
        var deliveryTimeout = ReadDeliveryTimeout(variable(DeliveryTimeoutVariable), problems);
        return problems.Count == 0
            ? new TriggerSettings(databases, document, hostTag!, deliveryTimeout) { Suffixes = suffixes }
            : throw new TriggerSettingsException(problems);
    }

    private static Dictionary<string, string> ReadDatabases(string? json, List<string> problems)
    {
        var databases = new Dictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(json))
        {
            problems.Add($$"""{{DatabasesVariable}} is not set. It maps each bucket to its database: {"my-bucket":"Users"}.""");
            return databases;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                AddDatabases(document.RootElement, databases, problems);
            }
            else
            {
                problems.Add($$"""{{DatabasesVariable}} is not a JSON object: '{{json}}'. It reads {"my-bucket":"Users"}.""");
            }
        }
        catch (JsonException e)
        {
            problems.Add($"{DatabasesVariable} is not valid JSON: '{json}' ({e.Message})");
        }

        return databases;
    }

    private static void AddDatabases(JsonElement map, Dictionary<string, string> databases, List<string> problems)
    {
        foreach (var bucket in map.EnumerateObject())
        {
            var database = bucket.Value.ValueKind == JsonValueKind.String ? bucket.Value.GetString()! : bucket.Value.GetRawText();
            if (!Names.IsDatabase(database))
            {
                problems.Add($"{DatabasesVariable}: '{database}' of bucket '{bucket.Name}' is not a database name. {Names.DatabaseRule}");
            }
            else if (!databases.TryAdd(bucket.Name, database))
            {
                problems.Add($"{DatabasesVariable}: bucket '{bucket.Name}' is listed twice. Give each bucket one database.");
            }
        }

        if (databases.Count == 0 && problems.Count == 0)
        {
            problems.Add($"{DatabasesVariable} lists no bucket. List at least one.");
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadSuffixes(string? json, List<string> problems)
    {
        try
        {
            return string.IsNullOrEmpty(json)
                ? []
                : JsonSerializer.Deserialize(json, TriggerJsonContext.Default.DictionaryStringIReadOnlyListString) ?? [];
        }
        catch (JsonException)
        {
            problems.Add($$"""{{SuffixesVariable}} is not a JSON object of lists: '{{json}}'. It reads {"my-bucket":[".sql",".pgsql"]}.""");
            return [];
        }
    }

    private static string ReadDocument(string? name, List<string> problems)
    {
        if (string.IsNullOrEmpty(name))
        {
            problems.Add($"{DocumentVariable} is not set. It is the name of the SSM document, for example Daybreak-dev-Migrate.");
        }
        else if (!Names.IsDocument(name))
        {
            problems.Add($"{DocumentVariable} '{name}' is not the name or ARN of an SSM document. {Names.DocumentRule}");
        }

        return name ?? "";
    }

    private static HostTag? ReadHostTag(string? text, List<string> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            problems.Add($"{HostTagVariable} is not set. It is the tag of the hosts as key=value, for example daybreak:host=dev.");
            return null;
        }

        if (HostTag.TryParse(text) is not { } tag)
        {
            problems.Add($"{HostTagVariable} '{text}' is not a tag. {HostTag.Rule}");
            return null;
        }

        return tag;
    }

    private static int ReadDeliveryTimeout(string? text, List<string> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return DefaultDeliveryTimeout;
        }

        var valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= ShortestDeliveryTimeout and <= LongestDeliveryTimeout;
        if (!valid)
        {
            problems.Add(
                $"{DeliveryTimeoutVariable} '{text}' is not a number of seconds "
                + $"from {ShortestDeliveryTimeout} to {LongestDeliveryTimeout}.");
        }

        return seconds;
    }
}

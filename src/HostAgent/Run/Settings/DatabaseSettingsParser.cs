using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace Daybreak.HostAgent.Run.Settings;

/// <summary>Reads the JSON of a database's SSM parameter.</summary>
internal static partial class DatabaseSettingsParser
{
    /// <summary>The database that every server has.</summary>
    public const string MaintenanceDatabase = "postgres";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly string[] SslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

    /// <summary>Reads the settings; null when there is any problem, and then <paramref name="problems"/> holds all of them.</summary>
    /// <param name="json">The parameter's value.</param>
    /// <param name="defaultRootCertificate">The value of <c>PGSSLROOTCERT</c>; null when not set.</param>
    /// <param name="problems">One sentence each.</param>
    public static DatabaseSettings? Parse(string json, string? defaultRootCertificate, List<string> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return Read(new SettingsObject(document.RootElement, problems), defaultRootCertificate, problems);
            }

            problems.Add($"It must be a JSON object, not {document.RootElement.ValueKind}.");
        }
        catch (JsonException e)
        {
            problems.Add($"It is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }

        return null;
    }

    private static DatabaseSettings? Read(SettingsObject json, string? defaultRootCertificate, List<string> problems)
    {
        List<NamePattern> databases;
        var settings = new DatabaseSettings
        {
            Bucket = json.Required("bucket"),
            ResultsBucket = json.Required("resultsBucket"),
            Host = json.Required("host"),
            Port = (int)(json.Number("port", 1, 65535, whole: true) ?? 5432),
            Databases = databases = ReadDatabases(json.Texts("databases"), problems),
            DatabaseName = databases.Count == 0 ? json.Required("databaseName") : json.Optional("databaseName") ?? MaintenanceDatabase,
            Parallel = (int?)json.Number("parallel", 1, RunArguments.MostParallel, whole: true),
            SecretArn = json.Optional("secretArn"),
            IamUser = json.Optional("iamUser"),
            AdminSecretArn = json.Optional("adminSecretArn"),
            SslMode = ReadSslMode(json.Optional("sslMode"), problems),
            SslRootCertificate = json.Optional("sslRootCertificate") ?? defaultRootCertificate,
            SettleTime = TimeSpan.FromSeconds(json.Number("settleSeconds", 0, 300, whole: false) ?? 2),
            Flyway = FlywaySettings.Read(json.Properties("flyway"), problems),
        };
        json.RefuseUnknown();
        CheckAuthentication(settings, problems);
        return problems.Count == 0 ? settings : null;
    }

    private static List<NamePattern> ReadDatabases(IReadOnlyList<string> texts, List<string> problems)
    {
        var patterns = texts.SelectMany(text => text.Split(',')).Select(text => new NamePattern(text)).ToList();
        foreach (var wrong in patterns.Where(pattern => !Database().IsMatch(pattern.Text)))
        {
            problems.Add($"'databases' names {Printable.Quote(wrong.Text)}: give names of PostgreSQL databases, or patterns like tenant_*.");
        }

        return patterns;
    }

    private static SslMode ReadSslMode(string? name, List<string> problems)
    {
        var index = Array.IndexOf(SslModes, name ?? "verify-full");
        if (index >= 0)
        {
            // The order of libpq's names is that of Npgsql's members.
            return SslMode.Disable + index;
        }

        problems.Add($"'sslMode' must be one of {string.Join(", ", SslModes)}, not {Printable.Quote(name!)}.");
        return SslMode.VerifyFull;
    }

    private static void CheckAuthentication(DatabaseSettings settings, List<string> problems)
    {
        var isKnownWrong = problems.Exists(p => p.StartsWith("'secretArn'", StringComparison.Ordinal));
        if (!isKnownWrong && (settings.SecretArn is null) == (settings.IamUser is null))
        {
            problems.Add("Give either 'secretArn' or 'iamUser'" + (settings.IamUser is null ? "; both are missing." : ", not both."));
        }

        if (settings.IamUser is not null && settings.SslMode < SslMode.Require)
        {
            problems.Add("'sslMode' must be require, verify-ca or verify-full with 'iamUser': the token must not travel in the clear.");
        }
    }

    // Any name that PostgreSQL takes, but for the separator of a list.
    [GeneratedRegex(@"^[^,\x00-\x1f]{1,63}\z")]
    private static partial Regex Database();
}

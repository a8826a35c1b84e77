using System.Net;

namespace Daybreak.TriggerFunction.Requests;

/// <summary>Rules about object keys.</summary>
internal static class ObjectKey
{
    internal const string Manifest = "daybreak-manifest.json";

    private const string ScriptConfiguration = ".conf";

    /// <summary>S3 form-url-encodes keys in its notifications: a space is '+', everything else is percent-encoded UTF-8.</summary>
    internal static string Decode(string encoded) => WebUtility.UrlDecode(encoded);

    /// <summary>Is an upload of this object a reason to migrate: a script, a script's configuration, or the release manifest?</summary>
    /// <param name="key">The decoded key.</param>
    /// <param name="suffixes">The database's <c>sqlMigrationSuffixes</c>, which compare without case.</param>
    internal static bool IsMigration(string key, IReadOnlyList<string> suffixes)
        => key.AsSpan(key.LastIndexOf('/') + 1) is Manifest
            || HasSuffix(key, suffixes)
            || (key.EndsWith(ScriptConfiguration, StringComparison.Ordinal) && HasSuffix(key[..^ScriptConfiguration.Length], suffixes));

    private static bool HasSuffix(string key, IReadOnlyList<string> suffixes)
        => suffixes.Any(suffix => key.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}

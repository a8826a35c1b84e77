using System.Net;

namespace Daybreak.TriggerFunction.Requests;

/// <summary>Rules about object keys.</summary>
internal static class ObjectKey
{
    internal const string Manifest = "daybreak-manifest.json";

    /// <summary>S3 form-url-encodes keys in its notifications: a space is '+', everything else is percent-encoded UTF-8.</summary>
    internal static string Decode(string encoded) => WebUtility.UrlDecode(encoded);

    /// <summary>Is an upload of this object a reason to migrate: a script, a script's configuration, or the release manifest?</summary>
    internal static bool IsMigration(string key)
    {
        var name = key.AsSpan(key.LastIndexOf('/') + 1);
        return name.EndsWith(".sql", StringComparison.Ordinal) || name.EndsWith(".sql.conf", StringComparison.Ordinal) || name is Manifest;
    }
}

using System.Text.RegularExpressions;

namespace Daybreak.LocalCloud.Demo;

/// <summary>The version in the name of a versioned migration.</summary>
internal static partial class VersionOf
{
    /// <summary>The version as the schema history writes it; null where the key is no versioned migration.</summary>
    public static string? Key(string key)
    {
        var match = Name().Match(key[(key.LastIndexOf('/') + 1)..]);
        return match.Success ? match.Groups[1].Value.Replace('_', '.') : null;
    }

    [GeneratedRegex(@"^V([0-9]+(?:[._][0-9]+)*)(?:__.*)?\.sql$")]
    private static partial Regex Name();
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Daybreak.HostAgent.Run;

namespace Daybreak.HostAgent.Release;

/// <summary>How manifests are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReleaseManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    private static readonly ManifestJson Indented = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        // Nothing of it is put into HTML: keys stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes a manifest.</summary>
    public static string Write(ReleaseManifest manifest) => JsonSerializer.Serialize(manifest, Indented.ReleaseManifest) + "\n";

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="RunFailedException">It is none; nothing may run then.</exception>
    public static ReleaseManifest Read(string json)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(json, Default.ReleaseManifest);
            return manifest is { ManifestVersion: Release.ReleaseManifest.CurrentVersion }
                ? manifest.Files.All(file => file is not null) ? manifest : throw Refused("an entry of 'files' is null")
                : throw Refused($"its manifestVersion is {manifest?.ManifestVersion.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"}, not 1");
        }
        catch (JsonException e)
        {
            throw Refused($"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} is not what docs/manifest.md says", e);
        }
    }

    private static RunFailedException Refused(string reason, Exception? innerException = null) => RunFailedException.Incomplete(
        $"The manifest cannot be read: {reason}. Nothing was done. Release again with daybreak release, or delete the object "
        + "daybreak-manifest.json to run without a manifest.",
        innerException);
}

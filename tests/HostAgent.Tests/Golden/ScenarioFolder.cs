using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Daybreak.Testing;

namespace Daybreak.HostAgent.Tests.Golden;

/// <summary>The working directory of a scenario, the migrations in it, and the tokens that name both and the database.</summary>
internal sealed class ScenarioFolder(TestDatabase database) : IDisposable
{
    public string Work { get; } = Directory.CreateTempSubdirectory("daybreak-golden-").FullName;

    private string Migrations => Path.Combine(Work, "mig");

    public void Create() => Directory.CreateDirectory(Migrations);

    /// <summary>Replaces tokens.</summary>
    public string Expand(string text)
    {
        var server = string.Create(CultureInfo.InvariantCulture, $"jdbc:postgresql://{database.Host}:{database.Port}/");
        return text.Replace("@DIR@", Migrations, StringComparison.Ordinal)
            .Replace("@WORK@", Work, StringComparison.Ordinal)
            .Replace("@URL_NODB@", server, StringComparison.Ordinal)
            .Replace("@URL@", server + database.Name, StringComparison.Ordinal)
            .Replace("@DB@", database.Name, StringComparison.Ordinal)
            .Replace("@USER@", database.User, StringComparison.Ordinal)
            .Replace("@HOST@", database.Host, StringComparison.Ordinal)
            .Replace("@PORT@", database.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>Does what a step says about files.</summary>
    public void Change(JsonObject step)
    {
        foreach (var path in Names(step, "remove").Select(Absolute))
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }

        foreach (var (name, text) in Members(step, "write"))
        {
            // Files beside the migrations hold configuration, and with it tokens.
            var path = Prepared(name);
            File.WriteAllText(path, path.StartsWith(Migrations + "/", StringComparison.Ordinal) ? text : Expand(text));
        }

        foreach (var (name, content) in Members(step, "writeBase64"))
        {
            File.WriteAllBytes(Prepared(name), Convert.FromBase64String(content));
        }

        foreach (var name in Names(step, "mkdir"))
        {
            Directory.CreateDirectory(Absolute(name));
        }

        foreach (var (name, mode) in Members(step, "chmod"))
        {
            SetMode(Absolute(name), mode);
        }
    }

    public string Absolute(string name) => Path.GetFullPath(name, Migrations);

    /// <summary>A path in an answer, relative to the migrations; null and empty as null.</summary>
    public string? Relative(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        var full = Path.GetFullPath(path, Work);
        return full.StartsWith(Work + "/", StringComparison.Ordinal) ? Path.GetRelativePath(Migrations, full) : full;
    }

    public void Dispose() => Directory.Delete(Work, recursive: true);

    [SuppressMessage("Interoperability", "CA1416", Justification = "The scenarios were recorded on Linux and have file modes.")]
    private static void SetMode(string path, string octal) => File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(octal, 8));

    private string Prepared(string name)
    {
        var path = Absolute(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static IEnumerable<string> Names(JsonObject step, string key) =>
        step[key] is JsonArray names ? names.Select(name => (string)name!) : [];

    private static IEnumerable<(string Name, string Value)> Members(JsonObject step, string key) =>
        step[key] is JsonObject members ? members.Select(member => (member.Key, (string)member.Value!)) : [];
}

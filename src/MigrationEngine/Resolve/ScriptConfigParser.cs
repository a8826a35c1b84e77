using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Reads a script's <c>.conf</c> file (flyway-semantics §13). Pure.</summary>
public static class ScriptConfigParser
{
    private const int LongestFile = 1 << 16;

    /// <summary>Reads the <c>.conf</c> beside a script, where there is one.</summary>
    /// <exception cref="MigrationException">It cannot be read, or says what it must not.</exception>
    internal static ScriptConfig Of(ScriptFile file)
    {
        if (!file.HasConfig)
        {
            return ScriptConfig.None;
        }

        var path = file.Path + ".conf";
        try
        {
            using var handle = File.OpenHandle(path);
            var bytes = new byte[LongestFile + 1];
            var read = RandomAccess.Read(handle, bytes, 0);
            if (read > 0 && !ScriptContent.HasLength(handle))
            {
                throw UnreadableFile.IsNoFile(path);
            }

            if (read > LongestFile)
            {
                throw UnreadableFile.IsTooLong(path, LongestFile);
            }

            using var text = new StreamReader(new MemoryStream(bytes, 0, read, writable: false));
            return Parse(text.ReadToEnd(), path);
        }
        catch (Exception e) when (UnreadableFile.IsReason(e))
        {
            throw UnreadableFile.Because(path, e);
        }
    }

    /// <summary>Reads the text of a <c>.conf</c> file.</summary>
    /// <param name="text">Lines of <c>key=value</c>; <c>#</c> and <c>!</c> begin comments.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Configuration"/>: an unknown key or a value of the wrong type.</exception>
    public static ScriptConfig Parse(string text, string path)
    {
        var config = ScriptConfig.None;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line[0] is '#' or '!')
            {
                continue;
            }

            var at = line.AsSpan().IndexOfAny('=', ':');
            var key = (at < 0 ? line : line[..at]).Trim();
            var value = at < 0 ? string.Empty : line[(at + 1)..].Trim();
            config = key switch
            {
                "executeInTransaction" => config with { ExecuteInTransaction = Boolean(key, value, path, number) },
                "placeholderReplacement" => config with { PlaceholderReplacement = Boolean(key, value, path, number) },
                "shouldExecute" => config with { ShouldExecute = Boolean(key, value, path, number) },
                "encoding" => config with { Encoding = value },
                _ => throw new MigrationException(
                    ErrorCode.Configuration,
                    $"Unknown configuration property: {key} ({path}:{number}). Please check your script config files: "
                    + "executeInTransaction, encoding, placeholderReplacement and shouldExecute are known."),
            };
        }

        return config;
    }

    private static bool Boolean(string key, string value, string path, int line)
    {
        if (bool.TryParse(value, out var result))
        {
            return result;
        }

        throw new MigrationException(
            ErrorCode.Configuration,
            $"Invalid value for {key} (should be either true or false): {value} ({path}:{line})");
    }
}

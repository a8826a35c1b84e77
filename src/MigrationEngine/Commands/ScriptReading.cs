using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// Reads scripts, with the settings' placeholders and encodings. Each is read twice: to know what is in it, and to run it. What a short one said
/// the first time is kept for the second; a longer one is compared with what was validated as it runs, or before where it could not be rolled back.
/// </summary>
internal sealed class ScriptReading(EngineConfiguration configuration, PlaceholderValues placeholders)
{
    /// <summary>Bytes of scripts that are kept; beyond this they are read again.</summary>
    private const int MostKept = 1 << 20;

    private const string NothingRun = "Nothing of it was run.";

    private readonly Dictionary<string, byte[]> _kept = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _size;

    /// <summary>Reads all statements of a script. Can be called while another script runs.</summary>
    /// <param name="script">The script.</param>
    /// <param name="code">The code of an error in it.</param>
    /// <param name="serverMajorVersion">What cannot run in a transaction depends on it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="MigrationException">It cannot be read as SQL, or is not what was compared with the history.</exception>
    public async Task<ScriptAnalysis> AnalyseAsync(ScriptSource script, ErrorCode code, int serverMajorVersion, CancellationToken cancellationToken)
    {
        var (stream, text) = OpenFirst(script, code);
        var analysis = await AnalyseAsync(script, stream, code, serverMajorVersion, cancellationToken).ConfigureAwait(false);
        RefuseChanged(script, stream, NothingRun, code);
        Keep(script.Path, text);
        return analysis;
    }

    /// <summary>Reads all statements of a script whose text is given, and disposes of that.</summary>
    /// <exception cref="MigrationException">It cannot be read as SQL.</exception>
    public async Task<ScriptAnalysis> AnalyseAsync(
        ScriptSource script, Stream text, ErrorCode code, int serverMajorVersion, CancellationToken cancellationToken)
    {
        await using (text.ConfigureAwait(false))
        {
            using var reader = Reader(script, text);
            try
            {
                return await ScriptAnalysis.OfAsync(reader, serverMajorVersion, cancellationToken).ConfigureAwait(false);
            }
            catch (SqlScriptException e)
            {
                throw ScriptErrors.Of(e, script.Path, code);
            }
        }
    }

    /// <summary>A reader and the stream below it; both are the caller's to dispose.</summary>
    /// <exception cref="MigrationException">It cannot be read.</exception>
    public (SqlScriptReader Reader, Stream Stream) Open(ScriptSource script)
    {
        Stream stream = Take(script.Path) is { } text
            ? new MemoryStream(text, false)
            : new ScriptContent(configuration).Open(script.Path, script.Config, withChecksum: true);
        return (Reader(script, stream), stream);
    }

    /// <summary>Refuses a script of which something else was read than what was validated and what the history row says.</summary>
    /// <param name="script">The script.</param>
    /// <param name="read">A stream that was read to its end; one that keeps no checksum tells nothing.</param>
    /// <param name="outcome">What has become of what was read.</param>
    /// <param name="code">The code of the error.</param>
    /// <exception cref="MigrationException">It was changed.</exception>
    public static void RefuseChanged(ScriptSource script, Stream read, string outcome, ErrorCode code) =>
        RefuseChanged(script, (read as ScriptStream)?.Checksum, outcome, code);

    /// <summary>The refusal of a script that was changed.</summary>
    /// <param name="script">The script.</param>
    /// <param name="how">What is seen of that.</param>
    /// <param name="outcome">What has become of what was read.</param>
    /// <param name="code">The code of the error.</param>
    public static MigrationException Changed(ScriptSource script, string how, string outcome, ErrorCode code) =>
        new(code, $"'{script.Path}' was changed after it had been validated: {how}. {outcome} Run the command again when its files are complete.");

    /// <summary>Refuses a script that is about to run and is not what was validated.</summary>
    /// <exception cref="MigrationException">It was changed, or cannot be read.</exception>
    public void RefuseChanged(ScriptSource script, ErrorCode code)
    {
        if (!IsKept(script.Path))
        {
            RefuseChanged(script, new ScriptContent(configuration).ChecksumOf(script.Path, script.Config), NothingRun, code);
        }
    }

    private (ScriptStream Stream, byte[]? Text) OpenFirst(ScriptSource script, ErrorCode code)
    {
        var content = new ScriptContent(configuration);
        try
        {
            var text = content.ReadShort(script.Path, script.Config);
            return (text is null ? content.Open(script.Path, script.Config, withChecksum: false) : new ScriptStream(new MemoryStream(text, false)), text);
        }
        catch (MigrationException e)
        {
            throw new MigrationException(code, $"{e.Message} {NothingRun}", e);
        }
    }

    private SqlScriptReader Reader(ScriptSource script, Stream stream) => new(
        stream,
        new SqlScriptReaderOptions
        {
            Placeholders = placeholders.Options,
            PlaceholderValue = placeholders.AreReplacedIn(script.Config) ? placeholders.For(script.Path) : null,
        });

    private static void RefuseChanged(ScriptSource script, int? checksum, string outcome, ErrorCode code)
    {
        if (checksum is { } now && script.Checksum is { } expected && now != expected)
        {
            throw Changed(script, $"its checksum was {expected} and is now {now}", outcome, code);
        }
    }

    private bool IsKept(string path)
    {
        lock (_lock)
        {
            return _kept.ContainsKey(path);
        }
    }

    private void Keep(string path, byte[]? text)
    {
        lock (_lock)
        {
            if (text is not null && _size + text.Length <= MostKept && _kept.TryAdd(path, text))
            {
                _size += text.Length;
            }
        }
    }

    private byte[]? Take(string path)
    {
        lock (_lock)
        {
            if (!_kept.Remove(path, out var text))
            {
                return null;
            }

            _size -= text.Length;
            return text;
        }
    }
}

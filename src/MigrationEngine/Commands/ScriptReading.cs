using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// Reads scripts, with the settings' placeholders and encodings. Each is read twice: to know what is in it, and to run it. What a short one said
/// the first time is kept for the second.
/// </summary>
internal sealed class ScriptReading(EngineConfiguration configuration, PlaceholderValues placeholders)
{
    /// <summary>Bytes of scripts that are kept; beyond this they are read again.</summary>
    private const int MostKept = 1 << 20;

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
        await using (stream.ConfigureAwait(false))
        {
            using var reader = Reader(script, stream);
            try
            {
                var analysis = await ScriptAnalysis.OfAsync(reader, serverMajorVersion, cancellationToken).ConfigureAwait(false);
                RefuseChanged(script, stream.Checksum, code);
                Keep(script.Path, text);
                return analysis;
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
            : new ScriptContent(configuration).Open(script.Path, script.Config);
        return (Reader(script, stream), stream);
    }

    private (ScriptStream Stream, byte[]? Text) OpenFirst(ScriptSource script, ErrorCode code)
    {
        var content = new ScriptContent(configuration);
        try
        {
            var text = content.ReadShort(script.Path, script.Config);
            return (text is null ? content.Open(script.Path, script.Config) : new ScriptStream(new MemoryStream(text, false)), text);
        }
        catch (MigrationException e)
        {
            throw new MigrationException(code, $"{e.Message} Nothing of it was run.", e);
        }
    }

    private SqlScriptReader Reader(ScriptSource script, Stream stream) => new(
        stream,
        new SqlScriptReaderOptions
        {
            Placeholders = placeholders.Options,
            PlaceholderValue = placeholders.AreReplacedIn(script.Config) ? placeholders.For(script.Path) : null,
        });

    /// <summary>What is run must be what was validated and what the history row says.</summary>
    private static void RefuseChanged(ScriptSource script, int checksum, ErrorCode code)
    {
        if (script.Checksum is { } expected && checksum != expected)
        {
            throw new MigrationException(
                code,
                $"'{script.Path}' was changed after it had been validated: its checksum was {expected} and is now {checksum}. Nothing of it was run. "
                + "Run the command again when its files are complete.");
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

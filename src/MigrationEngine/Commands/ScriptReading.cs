using Daybreak.MigrationEngine.Resolve;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Opens scripts for reading, with the settings' placeholders and encodings.</summary>
internal sealed class ScriptReading(EngineConfiguration configuration, PlaceholderValues placeholders)
{
    private readonly ScriptContent _content = new(configuration);

    /// <summary>A reader and the stream below it; both are the caller's to dispose.</summary>
    public (SqlScriptReader Reader, Stream Stream) Open(ScriptSource script)
    {
        var stream = _content.Open(script.Path, script.Config);
        try
        {
            var options = new SqlScriptReaderOptions
            {
                Placeholders = placeholders.Options,
                PlaceholderValue = placeholders.AreReplacedIn(script.Config) ? placeholders.For(script.Path) : null,
            };
            return (new SqlScriptReader(stream, options), stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}

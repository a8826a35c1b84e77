using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>A script file that can be read any number of times.</summary>
/// <param name="Script">Path relative to the location, for messages.</param>
/// <param name="Path">The file.</param>
/// <param name="Config">Its <c>.conf</c>.</param>
internal sealed record ScriptSource(string Script, string Path, ScriptConfig Config)
{
    /// <summary>The checksum of the raw text when the files were compared with the history; null: it was not taken.</summary>
    public int? Checksum { get; private init; }

    /// <summary>The script of a migration.</summary>
    public static ScriptSource Of(ResolvedMigration file) => new(file.Script, file.Path, file.Config) { Checksum = file.EquivalentChecksum ?? file.Checksum };

    /// <summary>Whether it is the same file with the same <c>.conf</c>, whatever was in them when.</summary>
    public bool IsOfSameFile(ScriptSource other) => this with { Checksum = null } == other with { Checksum = null };

    /// <summary>The script of a callback.</summary>
    public static ScriptSource Of(CallbackScript callback) => new(callback.Script, callback.Path, callback.Config);
}

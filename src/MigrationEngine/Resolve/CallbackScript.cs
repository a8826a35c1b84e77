using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>A callback file.</summary>
/// <param name="Event">The event it is named after.</param>
/// <param name="Description">Empty when the name has none.</param>
/// <param name="Script">Path relative to the location.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Config">What its <c>.conf</c> says.</param>
/// <param name="IsSql">False: a script of an operating system's shell.</param>
public sealed record CallbackScript(string Event, string Description, string Script, string Path, ScriptConfig Config, bool IsSql);

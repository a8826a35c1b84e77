namespace Daybreak.MigrationEngine.Model;

/// <summary>The content of a script's <c>.conf</c> file; null where it says nothing.</summary>
/// <param name="ExecuteInTransaction">Overrides detection and the global setting.</param>
/// <param name="Encoding">Overrides the <c>encoding</c> setting.</param>
/// <param name="PlaceholderReplacement">Overrides the <c>placeholderReplacement</c> setting.</param>
/// <param name="ShouldExecute">False: the migration is ignored.</param>
public sealed record ScriptConfig(bool? ExecuteInTransaction, string? Encoding, bool? PlaceholderReplacement, bool? ShouldExecute)
{
    /// <summary>No <c>.conf</c> file.</summary>
    public static readonly ScriptConfig None = new(null, null, null, null);
}

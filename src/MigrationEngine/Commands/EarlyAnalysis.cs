using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// The analysis of a long script that will most likely run first, made of the text that its checksum is taken of. Where it cannot be had, the
/// script is analysed in its turn, and what is wrong with it is told then.
/// </summary>
/// <param name="Script">The script.</param>
/// <param name="Analysis">What is made of it; null where its text is not passed on.</param>
internal sealed record EarlyAnalysis(ScriptSource Script, Task<ScriptAnalysis?> Analysis)
{
    /// <summary>
    /// Begins it for the migration that comes next by the files' names, if the history is known and the file is still to be read. One with a
    /// <c>.conf</c> has to wait for that.
    /// </summary>
    public static void BeginNext(MigrationContext context, CancellationToken cancellationToken)
    {
        var follower = new ScriptFollower();
        if (context.KnownRows is { } rows && context.Found.Next(rows) is { File.HasConfig: false } next && next.TryFollow(follower))
        {
            context.Scripts.AnalyseEarly(new ScriptSource(next.File.Script, next.File.Path, ScriptConfig.None), follower.Text, cancellationToken);
        }
    }

    /// <summary>The analysis; null if it must be made now.</summary>
    public async Task<ScriptAnalysis?> ResultAsync()
    {
        try
        {
            return await Analysis.ConfigureAwait(false);
        }
        catch (Exception e) when (e is MigrationException or IOException)
        {
            return null;
        }
    }
}

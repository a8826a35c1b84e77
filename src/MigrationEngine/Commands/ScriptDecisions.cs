using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Reads a migration before it runs and decides how it will.</summary>
internal sealed class ScriptDecisions(MigrationContext context)
{
    /// <summary>The way a migration runs, and where a script is read for it, what its statements are.</summary>
    /// <exception cref="MigrationException">It cannot be read, or may not run like this: see <see cref="ScriptExecutions"/>.</exception>
    public async Task<(ScriptExecution Execution, ScriptAnalysis? Analysis)> DecideAsync(ResolvedMigration file, CancellationToken cancellationToken)
    {
        var script = ScriptSource.Of(file);
        if (file.Type.IsScript())
        {
            ScriptExecutions.RefuseInDryRun(script, context.Session.DryRun is not null);
            return (ScriptExecution.Autocommit, null);
        }

        var analysis = await context.Scripts.AnalyseAsync(script, MigrationFailures.CodeOf(file), cancellationToken).ConfigureAwait(false);
        return (ScriptExecutions.Decide(script, analysis, context.Configuration), analysis);
    }
}

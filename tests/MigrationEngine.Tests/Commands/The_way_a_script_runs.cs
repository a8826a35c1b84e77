using System.Text;
using Daybreak.MigrationEngine.Commands;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class The_way_a_script_runs
{
    private static readonly EngineConfiguration Defaults = new() { Locations = [] };

    [Theory]
    [InlineData("", null, nameof(ScriptExecutionKind.InTransaction))]
    [InlineData("select 1", null, nameof(ScriptExecutionKind.InTransaction))]
    [InlineData("begin; select 1; commit;", null, nameof(ScriptExecutionKind.InOwnTransaction))]
    [InlineData("select 1; commit; select 2", null, nameof(ScriptExecutionKind.WithTransactionStatements))]
    [InlineData("vacuum", null, nameof(ScriptExecutionKind.Autocommit))]
    [InlineData("create index concurrently a on t(i); create index concurrently b on t(i)", null, nameof(ScriptExecutionKind.Autocommit))]
    [InlineData("select 1", false, nameof(ScriptExecutionKind.Autocommit))]
    [InlineData("select 1; vacuum", false, nameof(ScriptExecutionKind.Autocommit))]
    [InlineData("vacuum", true, nameof(ScriptExecutionKind.InTransaction))]
    public async Task Follows_from_its_statements_and_its_conf_file(string script, bool? executeInTransaction, string expected) =>
        Assert.Equal(expected, (await DecideAsync(script, executeInTransaction, Defaults)).Kind.ToString());

    [Theory]
    [InlineData("select 1")]
    [InlineData("select 1; vacuum")]
    public async Task Is_by_statement_where_the_setting_says_so(string script) =>
        Assert.Equal(ScriptExecution.Autocommit, await DecideAsync(script, null, Defaults with { ExecuteInTransaction = false }));

    [Fact]
    public async Task Is_in_a_transaction_where_the_conf_file_says_so_against_the_setting() =>
        Assert.Equal(ScriptExecution.InTransaction, await DecideAsync("select 1", true, Defaults with { ExecuteInTransaction = false }));

    [Theory]
    [InlineData("begin; select 1; commit;", "BEGIN")]
    [InlineData("begin work read write; commit;", "BEGIN READ WRITE")]
    [InlineData("start transaction isolation level serializable, read write, deferrable; commit;", "BEGIN ISOLATION LEVEL SERIALIZABLE, READ WRITE, DEFERRABLE")]
    [InlineData("BEGIN TRANSACTION /* x */ ISOLATION LEVEL Repeatable Read NOT DEFERRABLE; end;", "BEGIN ISOLATION LEVEL REPEATABLE READ, NOT DEFERRABLE")]
    [InlineData("begin isolation level read committed; commit;", "BEGIN ISOLATION LEVEL READ COMMITTED")]
    [InlineData("begin isolation level read uncommitted; commit;", "BEGIN ISOLATION LEVEL READ UNCOMMITTED")]
    [InlineData("select 1", "BEGIN")]
    public async Task Keeps_the_modes_of_its_one_transaction(string script, string begin) =>
        Assert.Equal(begin, (await DecideAsync(script, null, Defaults)).Begin);

    [Fact]
    public async Task Has_no_modes_in_a_group_that_is_one_transaction()
    {
        const string Script = "begin isolation level serializable; select 1; commit;";
        var error = await Assert.ThrowsAsync<MigrationException>(() => DecideAsync(Script, null, Defaults with { Group = true }));
        Assert.Equal(
            "'V1__a.sql' asks for a transaction of its own with 'BEGIN ISOLATION LEVEL SERIALIZABLE', which a group of migrations in one transaction "
            + "cannot give it. Set group=false, or write BEGIN without modes.",
            error.Message);
    }

    [Fact]
    public async Task Cannot_be_both_unless_mixed()
    {
        const string Script = "select 1;\n vacuum;";
        var error = await Assert.ThrowsAsync<MigrationException>(() => DecideAsync(Script, null, Defaults));
        Assert.StartsWith(
            "Detected both transactional and non-transactional statements within the same migration (even though mixed is false). "
            + "Offending statement found in 'V1__a.sql' at ",
            error.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(" [non-transactional]. Move it to a migration of its own, or set mixed=true.", error.Message, StringComparison.Ordinal);
        Assert.Equal(ScriptExecution.Autocommit, await DecideAsync(Script, null, Defaults with { Mixed = true }));
    }

    [Theory]
    [InlineData("begin; select 1; commit;", null)]
    [InlineData("select 1; commit;", false)]
    public async Task Is_no_way_at_all_for_refused_transaction_statements(string script, bool? executeInTransaction)
    {
        var error = await Assert.ThrowsAsync<MigrationException>(
            () => DecideAsync(script, executeInTransaction, Defaults with { AllowTransactionStatements = false }));
        Assert.Contains("which transactionStatements=refuse forbids. Remove the statement", error.Message, StringComparison.Ordinal);
    }

    private static async Task<ScriptExecution> DecideAsync(string script, bool? executeInTransaction, EngineConfiguration configuration)
    {
        using var reader = new SqlScriptReader(new MemoryStream(Encoding.UTF8.GetBytes(script)));
        var analysis = await ScriptAnalysis.OfAsync(reader, 17, CancellationToken.None);
        var source = new ScriptSource("V1__a.sql", "/sql/V1__a.sql", ScriptConfig.None with { ExecuteInTransaction = executeInTransaction });
        return ScriptExecutions.Decide(source, analysis, configuration);
    }
}

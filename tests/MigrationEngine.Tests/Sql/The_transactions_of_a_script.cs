using System.Text;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Tests.Sql;

public sealed class The_transactions_of_a_script
{
    [Theory]
    [InlineData("", ScriptTransactions.None, 0, 0)]
    [InlineData("create table t(i int); savepoint a; rollback to a;", ScriptTransactions.None, 0, 0)]
    [InlineData("-- all\nbegin;\nselect 1;\nsavepoint a;\nrelease a;\ncommit; -- end\n", ScriptTransactions.WholeScript, 0, 2)]
    [InlineData("start transaction isolation level serializable;\nselect 1;\nend work;", ScriptTransactions.WholeScript, 0, 1)]
    [InlineData("begin;\ncommit;", ScriptTransactions.WholeScript, 0, 1)]
    [InlineData("select 1;\ncommit;\nselect 2;", ScriptTransactions.Own, 2, 2)]
    [InlineData("rollback;", ScriptTransactions.Own, 1, 1)]
    [InlineData("select 1;\nbegin;\nselect 2;\ncommit;", ScriptTransactions.Own, 2, 2)]
    [InlineData("begin;\nselect 2;\ncommit;\nselect 3;", ScriptTransactions.Own, 4, 1)]
    [InlineData("begin;\ncommit;\nbegin;\ncommit;", ScriptTransactions.Own, 3, 1)]
    [InlineData("begin;\nselect 2;\nrollback;", ScriptTransactions.Own, 3, 1)]
    [InlineData("begin;\nselect 2;\ncommit and chain;\ncommit;", ScriptTransactions.Own, 3, 1)]
    [InlineData("begin;\nbegin;\ncommit;", ScriptTransactions.Own, 2, 1)]
    [InlineData("\nbegin;\nselect 2;", ScriptTransactions.Own, 2, 2)]
    [InlineData("begin;\nprepare transaction 'x';", ScriptTransactions.Own, 2, 1)]
    [InlineData("begin read only;\nselect 1;\ncommit;", ScriptTransactions.Own, 1, 1)]
    [InlineData("begin isolation level read uncommitted, read only;\nselect 1;\ncommit;", ScriptTransactions.Own, 1, 1)]
    public async Task Are_none_or_one_around_all_or_its_own(string script, ScriptTransactions expected, int offending, int boundary)
    {
        var analysis = await AnalyseAsync(script);
        Assert.Equal(
            (expected, offending, boundary),
            (analysis.Transactions, analysis.FirstOffending?.Line ?? 0, analysis.FirstBoundary?.Line ?? 0));
    }

    [Theory]
    [InlineData("create table x(i int);\nvacuum x;", 1, 2, true)]
    [InlineData("vacuum;\ndiscard all;", 0, 1, false)]
    [InlineData("create index concurrently a on t(i);\ncreate index concurrently b on t(i);\ncopy t from stdin;\nvacuum\n\\.", 3, 1, true)]
    [InlineData("begin;\nselect 1;\ncommit;", 2, 0, false)]
    public async Task Are_told_beside_what_cannot_run_in_one(string script, int transactional, int nonTransactional, bool mixed)
    {
        var analysis = await AnalyseAsync(script);
        Assert.Equal(
            (transactional, nonTransactional, mixed),
            (analysis.FirstTransactional?.Line ?? 0, analysis.FirstNonTransactional?.Line ?? 0, analysis.IsMixed));
    }

    [Theory]
    [InlineData("prepare vacuum as select 1")]
    [InlineData("copy t from vacuum")]
    [InlineData("create table t(reindex int)")]
    [InlineData("reindex (concurrently 'off') table t")]
    public void Are_not_ruled_out_by_a_word_elsewhere(string statement) =>
        Assert.False(StatementClassifier.Classify(Encoding.UTF8.GetBytes(statement)).IsNonTransactional(17));

    [Theory]
    [InlineData(11, 1)]
    [InlineData(12, 0)]
    public async Task Depend_on_the_servers_version_for_enum_values(int version, int line) =>
        Assert.Equal(line, (await AnalyseAsync("alter type mood add value 'b'", version)).FirstNonTransactional?.Line ?? 0);

    [Theory]
    [InlineData("insert into t select 1", true)]
    [InlineData("/* x */ UPDATE t set a = 1", true)]
    [InlineData("delete from t", true)]
    [InlineData("merge into t using s on true when matched then delete", true)]
    [InlineData("(select 1) union (select 2)", false)]
    [InlineData("\"insert\"", false)]
    public void Allow_batches_of_what_only_changes_rows(string statement, bool batchable) =>
        Assert.Equal(batchable, StatementClassifier.Classify(Encoding.UTF8.GetBytes(statement)).IsBatchable);

    private static async Task<ScriptAnalysis> AnalyseAsync(string script, int version = 17)
    {
        using var reader = new SqlScriptReader(new MemoryStream(Encoding.UTF8.GetBytes(script)));
        return await ScriptAnalysis.OfAsync(reader, version, CancellationToken.None);
    }
}

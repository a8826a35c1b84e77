using System.Text;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Tests.Sql;

public sealed class A_session_behind_a_script
{
    [Theory]
    [InlineData("")]
    [InlineData("create table t(i int default f(), j int generated always as (i + 1) stored);")]
    [InlineData("Create Unlogged Table if not exists s.t (like u);\ncreate temp table v(i int);")]
    [InlineData("create unique index on t (f(i)); create sequence s; create type e as enum ('a'); create domain d as text check (f(value));")]
    [InlineData("create or replace view v as select f(); create or replace function g() returns int language sql as $$ select f() $$;")]
    [InlineData("create procedure p() language sql as ''; create trigger a before insert on t execute function g(); create schema s;")]
    [InlineData("comment on table t is 'x'; grant select on t to r; revoke all on t from r; drop table t cascade;")]
    [InlineData("begin; create table t(i int); commit;")]
    public async Task Is_the_same_after_definitions(string script) => Assert.True((await AnalyseAsync(script)).LeavesSession);

    [Theory]
    [InlineData("select 1;")]
    [InlineData("create table t as select f();")]
    [InlineData("create table t (i) as table u;")]
    [InlineData("create table p partition of t for values from (f()) to (maxvalue);")]
    [InlineData("create table t(i int); insert into t values (1);")]
    [InlineData("alter table t add column j int default f();")]
    [InlineData("create materialized view v as select f();")]
    [InlineData("create extension x;")]
    [InlineData("create event trigger a on ddl_command_end execute function f();")]
    [InlineData("create constraint trigger a after insert on t deferrable for each row execute function f();")]
    [InlineData("set role r;")]
    [InlineData("set search_path = x;")]
    [InlineData("reset all;")]
    [InlineData("deallocate all;")]
    [InlineData("do $$ begin end $$;")]
    [InlineData("call p();")]
    [InlineData("refresh materialized view v;")]
    [InlineData("copy t from stdin;\n1\n\\.\n")]
    [InlineData("\"create\" table t(i int);")]
    public async Task May_be_another_after_everything_else(string script) => Assert.False((await AnalyseAsync(script)).LeavesSession);

    private static async Task<ScriptAnalysis> AnalyseAsync(string script)
    {
        using var reader = new SqlScriptReader(new MemoryStream(Encoding.UTF8.GetBytes(script)));
        return await ScriptAnalysis.OfAsync(reader, 15, CancellationToken.None);
    }
}

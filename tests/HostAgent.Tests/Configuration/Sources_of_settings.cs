using Daybreak.HostAgent.Tests.CommandLine;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Tests.Configuration;

public sealed class Sources_of_settings : IDisposable
{
    private readonly CliFixture _cli = new();

    [Fact]
    public void Rank_command_line_over_environment_over_file()
    {
        _cli.Write("flyway.conf", "flyway.table=conf\nflyway.installedBy=conf\nflyway.tablespace=conf\n");
        _cli.Environment["FLYWAY_TABLE"] = "env";
        _cli.Environment["FLYWAY_INSTALLED_BY"] = "env";

        var engine = _cli.Load(Loading.Url, "-table=cli", "info").Settings.Engine;

        Assert.Equal(("cli", "env", "conf"), (engine.Table, engine.InstalledBy, engine.Tablespace));
    }

    [Fact]
    public void Rank_given_over_working_over_current_over_home_directory()
    {
        _cli.Environment["HOME"] = Path.Combine(_cli.Directory, "home");
        _cli.Write("home/flyway.conf", "flyway.table=home\nflyway.installedBy=home\nflyway.tablespace=home\nflyway.target=1\n");
        _cli.Write("flyway.conf", "flyway.table=current\nflyway.installedBy=current\nflyway.tablespace=current\n");
        _cli.Write("work/flyway.conf", "flyway.table=working\nflyway.installedBy=working\n");
        _cli.Write("work/mine.conf", "flyway.table=given\n");

        var engine = _cli.Load(Loading.Url, "-workingDirectory=work", "-configFiles=mine.conf", "info").Settings.Engine;

        Assert.Equal(("given", "working", "current"), (engine.Table, engine.InstalledBy, engine.Tablespace));
        Assert.Equal("1", engine.Target.Version!.DisplayText);
        Assert.Equal(Path.Combine(_cli.Directory, "work"), engine.WorkingDirectory);
    }

    [Fact]
    public void Take_files_from_the_environment()
    {
        _cli.Write("one.conf", "flyway.table=one\nflyway.target=1\n");
        _cli.Write("two.conf", "flyway.table=two\n");
        _cli.Environment["FLYWAY_CONFIG_FILES"] = "one.conf, two.conf";

        var engine = _cli.Load(Loading.Url, "info").Settings.Engine;

        Assert.Equal("two", engine.Table);
        Assert.Equal("1", engine.Target.Version!.DisplayText);
    }

    [Fact]
    public void Prefer_toml_and_say_what_is_not_read()
    {
        _cli.Write("flyway.conf", "flyway.table=conf\nflyway.installedBy=conf\n");
        _cli.Write("flyway.toml", "[flyway]\ntable = 'toml'\n");

        var settings = _cli.Load(Loading.Url, "info").Settings;

        Assert.Equal("toml", settings.Engine.Table);
        Assert.Null(settings.Engine.InstalledBy);
        Assert.Contains(settings.Notices, n => n.Text.Contains("flyway.conf", StringComparison.Ordinal));
    }

    [Fact]
    public void Refuse_files_of_both_kinds()
    {
        _cli.Write("a.conf", "");
        _cli.Write("b.toml", "");

        var error = Assert.Throws<MigrationException>(() => _cli.Load(Loading.Url, "-configFiles=a.conf,b.toml", "info"));

        Assert.Equal(ErrorCode.Error, error.Code);
        Assert.Contains("cannot be used together", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_lists_booleans_namespaces_and_placeholders_from_the_environment()
    {
        _cli.Environment["FLYWAY_LOCATIONS"] = "filesystem:a, filesystem:b";
        _cli.Environment["FLYWAY_OUT_OF_ORDER"] = "TRUE";
        _cli.Environment["FLYWAY_PLACEHOLDERS_X_Y"] = "v";
        _cli.Environment["FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK"] = "false";
        _cli.Environment["FLYWAY_SCHEMAS"] = "public,extra";
        _cli.Environment["FLYWAY_DRYRUN_OUTPUT"] = "x.sql";
        _cli.Environment["FLYWAY_JDBC_PROPERTIES_SSLMODE"] = "require";
        _cli.Environment["FLYWAY_NOSUCH"] = "ignored";
        _cli.Environment["FLYWAY_INFO_SINCE_VERSION"] = "only for the command line";

        var loaded = _cli.Load(Loading.Url, "info");

        var engine = loaded.Settings.Engine;
        Assert.Equal([new Location("a"), new Location("b")], engine.Locations);
        Assert.True(engine.OutOfOrder);
        Assert.Equal("v", engine.Placeholders["X_Y"]);
        Assert.Equal(["public", "extra"], engine.Schemas);
        Assert.Equal("x.sql", engine.DryRunOutput);
        Assert.Equal(Npgsql.SslMode.Require, loaded.Connection!.SslMode);
        Assert.Null(engine.InfoSinceVersion);
        Assert.Contains(loaded.Settings.Notices, n => n.Text.Contains("postgresql.transactional.lock has no effect", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_variables_in_any_case_behind_their_prefix_and_those_in_capitals_first()
    {
        _cli.Environment["FLYWAY_table"] = "small";
        _cli.Environment["FLYWAY_installed_by"] = "small";
        _cli.Environment["FLYWAY_INSTALLED_BY"] = "capital";
        _cli.Environment["flyway_target"] = "3";

        var engine = _cli.Load(Loading.Url, "info").Settings.Engine;

        Assert.Equal(("small", "capital", MigrationTarget.Latest), (engine.Table, engine.InstalledBy, engine.Target));
    }

    [Fact]
    public void Make_the_environment_that_is_named_where_they_give_its_url()
    {
        var engine = _cli.Load(Loading.Url, "-environment=prod", "info").Settings.Engine;

        Assert.Equal("prod", engine.EnvironmentName);
        var error = Assert.Throws<MigrationException>(() => _cli.Load("-environment=prod", "info"));
        Assert.Equal(ErrorCode.Error, error.Code);
        Assert.Contains("The environment 'prod' (the command line) does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Give_every_setting_its_own_name_and_variable()
    {
        var all = HostAgent.Configuration.Settings.All;

        Assert.Equal(all.Count, all.Select(s => s.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(all.Count, all.Select(s => s.EnvironmentName).Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, s => Assert.Equal(s.Status != HostAgent.Configuration.SettingStatus.Supported, s.Reason.Length > 0));
    }

    public void Dispose() => _cli.Dispose();
}

using Daybreak.HostAgent.Tests.CommandLine;
using Daybreak.MigrationEngine;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Tests.Configuration;

public sealed class Values_of_settings : IDisposable
{
    private readonly CliFixture _cli = new();

    public static TheoryData<string, Func<EngineConfiguration, object?>, object?> Settings => new()
    {
        { "-failOnMissingLocations=true", e => e.FailOnMissingLocations, true },
        { "-encoding=ISO-8859-1", e => e.Encoding.WebName, "iso-8859-1" },
        { "-encoding=Cp1252", e => e.Encoding.WebName, "windows-1252" },
        { "-encoding=UTF-16", e => e.Encoding.WebName, "utf-16BE" },
        { "-detectEncoding=true", e => e.DetectEncoding, true },
        { "-sqlMigrationPrefix=", e => e.SqlMigrationPrefix, "" },
        { "-undoSqlMigrationPrefix=Z", e => e.UndoSqlMigrationPrefix, "Z" },
        { "-repeatableSqlMigrationPrefix=Z", e => e.RepeatableSqlMigrationPrefix, "Z" },
        { "-baselineMigrationPrefix=Z", e => e.BaselineMigrationPrefix, "Z" },
        { "-sqlMigrationSeparator=-", e => e.SqlMigrationSeparator, "-" },
        { "-sqlMigrationSuffixes=.sql, .pgsql", e => string.Join('|', e.SqlMigrationSuffixes), ".sql|.pgsql" },
        { "-validateMigrationNaming=true", e => e.ValidateMigrationNaming, true },
        { "-skipDefaultResolvers=true", e => e.SkipDefaultResolvers, true },
        { "-skipDefaultCallbacks=true", e => e.SkipDefaultCallbacks, true },
        { "-placeholderReplacement=false", e => e.PlaceholderReplacement, false },
        { "-placeholderPrefix=#[", e => e.PlaceholderPrefix, "#[" },
        { "-placeholderSuffix=]", e => e.PlaceholderSuffix, "]" },
        { "-placeholderSeparator=__", e => e.PlaceholderSeparator, "__" },
        { "-placeholders.a.b=x=y", e => e.Placeholders["A.B"], "x=y" },
        { "-placeholders.empty=", e => e.Placeholders["empty"], "" },
        { "-schemas=app,\"b\"", e => string.Join('|', e.Schemas), "app|\"b\"" },
        { "-schemas=", e => e.Schemas.Count, 0 },
        { "-defaultSchema=app", e => e.DefaultSchema, "app" },
        { "-defaultSchema=", e => e.DefaultSchema, null },
        { "-createSchemas=false", e => e.CreateSchemas, false },
        { "-table=t", e => e.Table, "t" },
        { "-tablespace=t", e => e.Tablespace, "t" },
        { "-cleanDisabled=false", e => e.CleanDisabled, false },
        { "-target=3.1?", e => (e.Target.Version!.DisplayText, e.Target.FailWhenMissing), ("3.1", false) },
        { "-target=next", e => e.Target.Kind, MigrationTargetKind.Next },
        { "-cherryPick=3,1,a_view", e => string.Join('|', e.CherryPick), "3|1|a_view" },
        { "-outOfOrder=TRUE", e => e.OutOfOrder, true },
        { "-validateOnMigrate=false", e => e.ValidateOnMigrate, false },
        { "-ignoreMigrationPatterns=", e => e.IgnoreMigrationPatterns.Count, 0 },
        { "-ignoreMigrationPatterns=*:missing,repeatable:pending", e => e.IgnoreMigrationPatterns[1], new IgnoreMigrationPattern("repeatable", "pending") },
        { "-group=true", e => e.Group, true },
        { "-mixed=true", e => e.Mixed, true },
        { "-executeInTransaction=false", e => e.ExecuteInTransaction, false },
        { "-transactionStatements=refuse", e => e.AllowTransactionStatements, false },
        { "-skipExecutingMigrations=true", e => e.SkipExecutingMigrations, true },
        { "-dryRunOutput=x.sql", e => e.DryRunOutput, "x.sql" },
        { "-baselineOnMigrate=true", e => e.BaselineOnMigrate, true },
        { "-baselineVersion=abc", e => e.BaselineVersion, "abc" },
        { "-baselineDescription=d", e => e.BaselineDescription, "d" },
        { "-installedBy=me", e => e.InstalledBy, "me" },
        { "-initSql=set a.b = 'c=d'", e => e.InitSql, "set a.b = 'c=d'" },
        { "-lockRetryCount=-1", e => e.LockRetryCount, -1 },
        { "-outputQueryResults=false", e => e.OutputQueryResults, false },
        { "-infoSinceVersion=1_2", e => e.InfoSinceVersion, "1.2" },
        { "-infoUntilVersion=3", e => e.InfoUntilVersion, "3" },
        { "-infoSinceDate=13/10/2020 16:30", e => e.InfoSinceDate, new DateTime(2020, 10, 13, 16, 30, 0) },
        { "-infoUntilDate=13/10/2020 16:30", e => e.InfoUntilDate, new DateTime(2020, 10, 13, 16, 30, 0) },
        { "-infoOfState=success,above_target,Out of Order", e => string.Join('|', e.InfoOfState), "Success|Above Target|Out of Order" },
        { "-callbackLocations=filesystem:cb", e => e.CallbackLocations[0].Path, "cb" },
        { "-locations=filesystem:my dir, filesystem:über/**", e => string.Join('|', e.Locations), "filesystem:my dir|filesystem:über/**" },
        { "-locations=", e => string.Join('|', e.Locations), "filesystem:sql" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Reach_the_engine(string argument, Func<EngineConfiguration, object?> read, object? expected) =>
        Assert.Equal(expected, read(_cli.Load(Loading.Url, argument, "info").Settings.Engine));

    [Theory]
    [InlineData("-target=3", true)]
    [InlineData("-target= 3? ", false)]
    public void A_target_alone_says_whether_it_may_be_missing(string target, bool fails) =>
        Assert.Equal(fails, _cli.Load(Loading.Url, "-failOnMissingTarget=false", target, "info").Settings.Engine.Target.FailWhenMissing);

    [Fact]
    public void A_class_path_is_a_missing_location()
    {
        var settings = _cli.Load(Loading.Url, "-locations=db/nowhere,classpath:db/x,filesystem:a", "info").Settings;

        Assert.Equal([new Location("a")], settings.Engine.Locations);
        Assert.Equal(2, settings.Notices.Count(n => n.Level == Microsoft.Extensions.Logging.LogLevel.Error));
    }

    [Fact]
    public void What_is_refused_may_be_switched_off() =>
        Assert.NotNull(_cli.Load(Loading.Url, "-jarDirs=", "-oracle.sqlplus=false", "info").Connection);

    [Fact]
    public void The_engines_settings_can_be_read_alone()
    {
        var settings = new Dictionary<string, string> { ["schemas"] = "app", ["group"] = "true" };

        var engine = HostAgent.Configuration.ConfigurationReader.ReadEngine(settings, "the parameter", _cli.Directory);

        Assert.Equal(["app"], engine.Schemas);
        Assert.True(engine.Group);
        Assert.Equal(_cli.Directory, engine.WorkingDirectory);
    }

    public void Dispose() => _cli.Dispose();
}

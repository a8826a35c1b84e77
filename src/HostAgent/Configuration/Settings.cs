using Daybreak.HostAgent.Connecting;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;
using static Daybreak.HostAgent.Configuration.SettingKinds;

namespace Daybreak.HostAgent.Configuration;

/// <summary>
/// The one list of settings. Arguments, <c>FLYWAY_*</c>, <c>flyway.conf</c>, <c>flyway.toml</c> and help are all derived from it;
/// a setting is known when it stands here.
/// </summary>
internal static class Settings
{
    private const string NoJava = "it is about Java, and Daybreak runs SQL and script migrations only";
    private const string OtherDatabase = "it is for another database, and Daybreak is for PostgreSQL";
    private const string Licence = "nothing here needs a licence";
    private const string OtherProduct = "it belongs to a feature of Redgate's editions that Daybreak does not have";

    /// <summary>All settings, in the order of help.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        .. Connections(), .. Files(), .. Names(), .. Placeholders(), .. Schemas(), .. Migrating(), .. Informing(), .. Answering(),
        .. WithoutEffect(), .. NotHere(),
    ];

    /// <summary>The setting of that name, in exactly that spelling; null when there is none.</summary>
    public static Setting? Find(string name)
    {
        foreach (var setting in All)
        {
            if (setting.IsPrefix ? name.Length > setting.Key.Length && name.StartsWith(setting.Key, StringComparison.Ordinal) : setting.Key == name)
            {
                return setting;
            }
        }

        return null;
    }

    private static Setting[] Connections() =>
    [
        Connection("url", "", "URL of the database: jdbc:postgresql://… or postgresql://…", (c, v) => c with { Url = DatabaseUrlParser.Parse(v.Text) })
            with { Secret = true },
        Connection("user", "", "User to connect as", (c, v) => c with { User = v.Text.Length == 0 ? null : v.Text }),
        Connection("password", "", "Password; better given by FLYWAY_PASSWORD, PGPASSWORD or .pgpass", (c, v) => c with { Password = v.Text })
            with { Secret = true },
        new("jdbcProperties.", "Parameters of the URL, one setting each: jdbcProperties.sslmode=require", "", AddProperty)
            { OfEnvironment = true, Secret = true },
        Connection("connectRetries", "0", "Tries to connect after the first", (c, v) => c with { ConnectRetries = Integer("connectRetries", v, 0) }),
        Connection("connectRetriesInterval", "120", "Longest wait between two tries, in seconds; waits double from 1",
            (c, v) => c with { ConnectRetriesInterval = Integer("connectRetriesInterval", v, 0) }),
        Optional("initSql", "SQL that is run right after connecting", (e, text) => e with { InitSql = text }) with { OfEnvironment = true },
    ];

    private static Setting[] Files() =>
    [
        ReadFirst("locations", "filesystem:sql", "Where migrations are, with the wildcards **, * and ?: filesystem:migrations"),
        ReadFirst("callbackLocations", "", "Where callbacks are; empty: in locations"),
        Flag("failOnMissingLocations", false, "A location that does not exist is an error", (e, on) => e with { FailOnMissingLocations = on }),
        Text("encoding", "UTF-8", "Encoding of the scripts", (e, text) => e with { Encoding = ScriptEncoding.Parse(text) }),
        Flag("detectEncoding", false, "Detect each script's encoding", (e, on) => e with { DetectEncoding = on }),
        ReadFirst("workingDirectory", "", "Directory that relative paths are relative to") with { CommandLineOnly = true },
        ReadFirst("configFiles", "", "Configuration files to read, *.conf or *.toml"),
        ReadFirst("configFileEncoding", "UTF-8", "Encoding of flyway.conf"),
        ReadFirst("environment", "default", "Environment of flyway.toml to use"),
    ];

    private static Setting[] Names() =>
    [
        Text("sqlMigrationPrefix", "V", "Prefix of versioned migrations", (e, text) => e with { SqlMigrationPrefix = text }),
        Text("undoSqlMigrationPrefix", "U", "Prefix of undo migrations", (e, text) => e with { UndoSqlMigrationPrefix = text }),
        Text("repeatableSqlMigrationPrefix", "R", "Prefix of repeatable migrations", (e, text) => e with { RepeatableSqlMigrationPrefix = text }),
        Text("baselineMigrationPrefix", "B", "Prefix of baseline migrations", (e, text) => e with { BaselineMigrationPrefix = text }),
        NotEmpty(Text("sqlMigrationSeparator", "__", "Between version and description", (e, text) => e with { SqlMigrationSeparator = text })),
        List("sqlMigrationSuffixes", ".sql", "Suffixes of migrations", (e, list) => e with { SqlMigrationSuffixes = list }),
        Flag("validateMigrationNaming", false, "A file whose name does not parse is an error", (e, on) => e with { ValidateMigrationNaming = on }),
        Flag("skipDefaultResolvers", false, "Look for no SQL migrations", (e, on) => e with { SkipDefaultResolvers = on }),
        Flag("skipDefaultCallbacks", false, "Run no SQL callbacks", (e, on) => e with { SkipDefaultCallbacks = on }),
    ];

    private static Setting[] Placeholders() =>
    [
        Flag("placeholderReplacement", true, "Replace placeholders", (e, on) => e with { PlaceholderReplacement = on }),
        new("placeholders.", "Values of placeholders, one setting each: placeholders.name=value", "", AddPlaceholder),
        NotEmpty(Text("placeholderPrefix", "${", "Before a placeholder's name", (e, text) => e with { PlaceholderPrefix = text })),
        NotEmpty(Text("placeholderSuffix", "}", "After a placeholder's name", (e, text) => e with { PlaceholderSuffix = text })),
        NotEmpty(Text("placeholderSeparator", ":", "Between flyway and the name of a built-in placeholder", (e, text) => e with { PlaceholderSeparator = text })),
        NotEmpty(Script("scriptPlaceholderPrefix", "FP__", "Before a placeholder's name in a script migration's environment",
            (s, text) => s with { PlaceholderPrefix = text })),
        NotEmpty(Script("scriptPlaceholderSuffix", "__", "After a placeholder's name there", (s, text) => s with { PlaceholderSuffix = text })),
        Script("powershellExecutable", "", "Program that runs .ps1 migrations", (s, text) => s with { PowershellExecutable = text.Length == 0 ? null : text }),
    ];

    private static Setting[] Schemas() =>
    [
        List("schemas", "", "Schemas to manage", (e, list) => e with { Schemas = list }) with { OfEnvironment = true },
        Optional("defaultSchema", "Schema of the history table and of unqualified names", (e, text) => e with { DefaultSchema = text }),
        Flag("createSchemas", true, "Create the schemas that do not exist", (e, on) => e with { CreateSchemas = on }),
        NotEmpty(Text("table", "flyway_schema_history", "Name of the history table", (e, text) => e with { Table = text })),
        Optional("tablespace", "Tablespace of the history table", (e, text) => e with { Tablespace = text }),
        Flag("cleanDisabled", true, "Refuse the command clean", (e, on) => e with { CleanDisabled = on }),
    ];

    private static Setting[] Migrating() =>
    [
        Text("target", "latest", "Last version to apply: a version, a version?, latest, next or current", (e, text) => e with { Target = MigrationTarget.Parse(text) }),
        NoEffect("failOnMissingTarget", "A target that no migration has is an error", "the target says it, as in Flyway: with ? at its end it need not exist"),
        NotEmpty(List("cherryPick", "", "Versions and descriptions to consider; migrate applies them in this order, undo backwards",
            (e, list) => e with { CherryPick = list })),
        Flag("outOfOrder", false, "Apply pending migrations below the current version", (e, on) => e with { OutOfOrder = on }),
        Flag("validateOnMigrate", true, "Validate before migrating", (e, on) => e with { ValidateOnMigrate = on }),
        List("ignoreMigrationPatterns", "*:future", "What validate ignores: type:state", (e, list) => e with
        {
            IgnoreMigrationPatterns = [.. list.Select(IgnoreMigrationPattern.Parse)],
        }),
        Flag("group", false, "All pending migrations in one transaction", (e, on) => e with { Group = on }),
        Flag("mixed", false, "Allow transactional and non-transactional statements in one migration", (e, on) => e with { Mixed = on }),
        Flag("executeInTransaction", true, "Run each migration in a transaction", (e, on) => e with { ExecuteInTransaction = on }),
        new("transactionStatements", "BEGIN, COMMIT and ROLLBACK in scripts: allow or refuse (Daybreak's own)", "allow", ApplyTransactionStatements),
        Flag("skipExecutingMigrations", false, "Write history rows, run no SQL", (e, on) => e with { SkipExecutingMigrations = on }),
        NotEmpty(new("dryRunOutput", "File for the SQL that would run; nothing is applied", "", ApplyDryRunOutput))
            with { EnvironmentNameOverride = "FLYWAY_DRYRUN_OUTPUT" },
        Flag("baselineOnMigrate", false, "Baseline a non-empty schema without history", (e, on) => e with { BaselineOnMigrate = on }),
        Text("baselineVersion", "1", "Version of the baseline", (e, text) => e with { BaselineVersion = text }),
        Text("baselineDescription", "<< Flyway Baseline >>", "Description of the baseline", (e, text) => e with { BaselineDescription = text }),
        Optional("installedBy", "User to record in the history table", (e, text) => e with { InstalledBy = text }),
        Number("lockRetryCount", 50, -1, "Tries to get the lock after the first, one second apart; -1: without end", (e, n) => e with { LockRetryCount = n }),
        Flag("outputQueryResults", true, "Show the results of queries in migrations", (e, on) => e with { OutputQueryResults = on }),
    ];

    private static Setting[] Informing() =>
    [
        OnCommandLine("infoSinceVersion", "info: from this version on", (e, v) => e with { InfoSinceVersion = InfoFilters.Version(v) }),
        OnCommandLine("infoUntilVersion", "info: up to this version", (e, v) => e with { InfoUntilVersion = InfoFilters.Version(v) }),
        OnCommandLine("infoSinceDate", "info: applied since, day/month/year hour:minute",
            (e, v) => e with { InfoSinceDate = InfoFilters.Date("infoSinceDate", v) }),
        OnCommandLine("infoUntilDate", "info: applied until, day/month/year hour:minute",
            (e, v) => e with { InfoUntilDate = InfoFilters.Date("infoUntilDate", v) }),
        OnCommandLine("infoOfState", "info: in these states, for example PENDING", (e, v) => e with { InfoOfState = InfoFilters.StateNames(v) }),
    ];

    private static Setting[] Answering() =>
    [
        Answer("outputType", "", "json: answer with one JSON document", (o, v) => o with { Json = IsJson(v) }),
        Answer("outputFile", "", "File that gets the answer too", (o, v) => o with { File = v.Text.Length == 0 ? null : v.Text })
            with { CommandLineOnly = true },
        Answer("color", "auto", "Colours: always, never or auto", (o, v) => o with { Color = ColorOf(v) }),
    ];

    private static Setting[] WithoutEffect() =>
    [
        NoEffect("postgresql.transactional.lock", "Kind of Flyway's lock", "the lock is always a session-level one, which never blocks a statement"),
        NoEffect("driver", "Class of the JDBC driver", "the driver is built in") with { OfEnvironment = true },
        NoEffect("stream", "Stream scripts", "scripts are always streamed"),
        NoEffect("batch", "Batch statements", "the statements of a migration are always sent together, in as few round trips as possible"),
        NoEffect("errorOverrides", "Rules for SQL states", "Flyway's open-source edition accepts and ignores it, and so does Daybreak"),
        NoEffect("loggers", "Loggers", "the log goes to standard error"),
        NoEffect("outputProgress", "Progress lines", "progress is shown on a terminal"),
        NoEffect("outputLogsInJson", "The log as JSON", "only the answer can be JSON"),
        NoEffect("reportEnabled", "HTML and JSON reports", "reports are not written; use -outputType=json and -outputFile"),
        NoEffect("reportFilename", "Name of the reports", "reports are not written; use -outputType=json and -outputFile"),
        NoEffect("communityDBSupportEnabled", "Other databases", OtherDatabase)
            with { EnvironmentNameOverride = "FLYWAY_COMMUNITY_DB_SUPPORT_ENABLED" },
        NoEffect("licenseKey", "Licence", Licence) with { Secret = true },
        NoEffect("token", "Licence", Licence) with { Secret = true, OfEitherTable = true },
        NoEffect("email", "Licence", Licence),
        NoEffect("offlinePermitPath", "Licence", Licence),
        NoEffect("displayName", "Name of an environment", "it is only shown by other programs") with { OfEnvironment = true },
        NoEffect("provisioner", "Makes a database", OtherProduct) with { OfEnvironment = true },
        NoEffect("provisionMode", "Makes a database", OtherProduct),
        NoEffect("publishResult", "Sends results to Redgate", OtherProduct),
    ];

    private static Setting[] NotHere() =>
    [
        Refused("callbacks", "Java callbacks", NoJava + "; put callbacks as SQL files into a location"),
        Refused("resolvers", "Java resolvers", NoJava),
        Refused("migrationResolvers", "Java resolvers", NoJava),
        Refused("resolvers.", "Values from secret stores", "Daybreak does not look values up; give them by the environment") with { OfEnvironment = true },
        Refused("jarDirs", "Java migrations", NoJava) with { OfEitherTable = true },
        Refused("configurations", "Java classpath", NoJava),
        Refused("kerberosConfigFile", "Kerberos", "Kerberos is not supported; use a password, a client certificate or IAM"),
        Refused("oracle.", "Oracle", OtherDatabase),
        Refused("sqlserver.", "SQL Server", OtherDatabase),
        Refused("plugins.", "Old name of plug-in settings", "Flyway 10 removed it; use the setting's own name"),
        Refused("check.", "check", OtherProduct),
        Refused("snapshot.", "snapshot", OtherProduct),
        Refused("diff.", "diff", OtherProduct),
        Refused("generate.", "generate", OtherProduct),
    ];

    private static Setting OnCommandLine(
        string key, string help, Func<MigrationEngine.EngineConfiguration, SettingValue, MigrationEngine.EngineConfiguration> take) =>
        new(key, help, string.Empty, (all, _, value) => value.Text.Length == 0 ? all : all with { Engine = take(all.Engine, value) })
        {
            CommandLineOnly = true,
        };

    private static AgentConfiguration AddPlaceholder(AgentConfiguration all, string name, SettingValue value)
    {
        var key = name["placeholders.".Length..];
        if (key.StartsWith("flyway:", StringComparison.OrdinalIgnoreCase))
        {
            throw new MigrationException(ErrorCode.Error, $"Invalid placeholder ('flyway:' prefix is reserved): {key} ({value.Source}).");
        }

        var values = new Dictionary<string, string>(all.Engine.Placeholders, StringComparer.OrdinalIgnoreCase) { [key] = value.Text };
        return all with { Engine = all.Engine with { Placeholders = values } };
    }

    private static AgentConfiguration AddProperty(AgentConfiguration all, string name, SettingValue value) => all with
    {
        Connection = all.Connection with { Properties = [.. all.Connection.Properties, new(name["jdbcProperties.".Length..], value.Text)] },
    };

    private static AgentConfiguration ApplyTransactionStatements(AgentConfiguration all, string name, SettingValue value) => value.Text switch
    {
        "allow" => all with { Engine = all.Engine with { AllowTransactionStatements = true } },
        "refuse" => all with { Engine = all.Engine with { AllowTransactionStatements = false } },
        _ => throw Invalid(name, value, "allow or refuse"),
    };

    // The answer goes to standard output, too, and would stand among the SQL.
    private static AgentConfiguration ApplyDryRunOutput(AgentConfiguration all, string name, SettingValue value) => value.Text switch
    {
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => throw Invalid(name, value, "a file, a named pipe or another descriptor, such as /dev/fd/3"),
        _ => all with { Engine = all.Engine with { DryRunOutput = value.Text } },
    };

    private static bool IsJson(SettingValue value) =>
        value.Text.Length != 0 && (value.Text.Equals("json", StringComparison.OrdinalIgnoreCase) ? true : throw Invalid("outputType", value, "json"));

    private static bool? ColorOf(SettingValue value) => value.Text switch
    {
        "always" => true,
        "never" => false,
        "auto" or "" => null,
        _ => throw Invalid("color", value, "always, never or auto"),
    };
}

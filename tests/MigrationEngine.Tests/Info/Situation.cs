using System.Globalization;
using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Tests.Info;

/// <summary>
/// Files, history rows and settings as short texts. A file: <c>V1__a</c>, with a checksum <c>V1__a=2</c> (of the replaced and the raw text
/// <c>=2/1</c>; 1 by default), <c>!</c> at the end for shouldExecute=false. A row: <c>1 a SQL</c>, version <c>-</c> for none, then <c>=2</c>
/// for its checksum (<c>=null</c>) and <c>failed</c>; ranks count from 1. Settings: <c>target=2 outOfOrder=true</c>.
/// </summary>
internal sealed class Situation
{
    public Situation(string files, string rows, string settings = "")
    {
        Configuration = Settings(settings);
        Files = new ResolvedMigrations(files.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(File));
        Rows = [.. rows.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select((row, i) => Row(row, i + 1))];
    }

    public ResolvedMigrations Files { get; }

    public IReadOnlyList<AppliedMigration> Rows { get; }

    public EngineConfiguration Configuration { get; }

    public MigrationInfos Infos => MigrationInfos.Compare(Files, Rows, Configuration);

    /// <summary>A migration's version and description, or what it has of them.</summary>
    public static string Name(MigrationVersion? version, string description) => version is null ? description : $"{version} {description}";

    private static ResolvedMigration File(string text)
    {
        var parts = text.TrimEnd('!').Split('=', '/');
        var name = new ResourceNameParser(new EngineConfiguration { Locations = [] }).Parse(parts[0] + ".sql");
        Assert.Null(name.Problem);
        var type = name.Kind switch
        {
            ResourceKind.Baseline => MigrationType.SqlBaseline,
            ResourceKind.Undo => MigrationType.UndoSql,
            _ => MigrationType.Sql,
        };
        return new ResolvedMigration(
            name.Version,
            name.Description,
            type,
            parts[0] + ".sql",
            $"/sql/{parts[0]}.sql",
            parts.Length > 1 ? Number(parts[1]) : 1,
            parts.Length > 2 ? Number(parts[2]) : null,
            ScriptConfig.None with { ShouldExecute = text.EndsWith('!') ? false : null });
    }

    private static AppliedMigration Row(string text, int rank)
    {
        var words = text.Split(' ');
        var checksum = words.FirstOrDefault(word => word.StartsWith('='))?[1..] ?? "1";
        return new AppliedMigration(
            rank,
            words[0] == "-" ? null : MigrationVersion.Parse(words[0]),
            words[1].Replace('_', ' '),
            MigrationTypes.Parse(words[2]),
            words[1] + ".sql",
            checksum == "null" ? null : Number(checksum),
            new DateTime(2026, 1, rank, 0, 0, 0, DateTimeKind.Unspecified),
            "me",
            1,
            words[^1] != "failed");
    }

    private static EngineConfiguration Settings(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(setting => setting.Split('=', 2))
        .Aggregate(new EngineConfiguration { Locations = [] }, (configuration, setting) => setting[0] switch
        {
            "target" => configuration with { Target = MigrationTarget.Parse(setting[1]) },
            "outOfOrder" => configuration with { OutOfOrder = bool.Parse(setting[1]) },
            "cherryPick" => configuration with { CherryPick = setting[1].Split(',') },
            "ignore" => configuration with
            {
                IgnoreMigrationPatterns = [.. setting[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IgnoreMigrationPattern.Parse)],
            },
            "infoSinceVersion" => configuration with { InfoSinceVersion = setting[1] },
            "infoUntilVersion" => configuration with { InfoUntilVersion = setting[1] },
            "infoSinceDate" => configuration with { InfoSinceDate = DateTime.Parse(setting[1], CultureInfo.InvariantCulture) },
            "infoUntilDate" => configuration with { InfoUntilDate = DateTime.Parse(setting[1], CultureInfo.InvariantCulture) },
            "infoOfState" => configuration with { InfoOfState = setting[1].Split(',') },
            _ => throw new ArgumentException($"Unknown setting {setting[0]}", nameof(text)),
        });

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Info;

/// <summary>The settings that limit info's list. Pure.</summary>
internal sealed class InfoFilter
{
    private readonly EngineConfiguration _configuration;
    private readonly MigrationVersion? _since;
    private readonly MigrationVersion? _until;

    /// <summary>Reads infoSinceVersion, infoUntilVersion, infoSinceDate, infoUntilDate and infoOfState.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: not a version.</exception>
    public InfoFilter(EngineConfiguration configuration)
    {
        _configuration = configuration;
        _since = configuration.InfoSinceVersion is { } since ? MigrationVersion.Parse(since) : null;
        _until = configuration.InfoUntilVersion is { } until ? MigrationVersion.Parse(until) : null;
    }

    /// <summary>Whether the entry is listed; an upper version limit leaves repeatables out, as Flyway does.</summary>
    public bool Shows(MigrationInfo info) =>
        (_since is null || info.Version is null || info.Version >= _since)
        && (_until is null || (info.Version is not null && info.Version <= _until))
        && (_configuration.InfoSinceDate is not { } since || info.Applied?.InstalledOn >= since)
        && (_configuration.InfoUntilDate is not { } until || info.Applied?.InstalledOn <= until)
        && (_configuration.InfoOfState.Count == 0
            || _configuration.InfoOfState.Contains(info.State.DisplayName(), StringComparer.OrdinalIgnoreCase));
}

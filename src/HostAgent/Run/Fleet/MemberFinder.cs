using Daybreak.HostAgent.Run.Settings;
using Npgsql;

namespace Daybreak.HostAgent.Run.Fleet;

/// <summary>Finds the databases that <c>--database</c> means: in the stage's settings and, of fleets, on their servers.</summary>
internal sealed class MemberFinder(RunServices services, RunArguments arguments, RunLog log)
{
    private readonly DatabaseSelection _selection = DatabaseSelection.Parse(arguments.Database);

    /// <summary>Finds them. What is wrong with one of several stands with that one.</summary>
    /// <exception cref="RunFailedException">Nothing matches, or the settings cannot be read.</exception>
    public async Task<FleetMembers> FindAsync(CancellationToken cancellationToken)
    {
        var configured = _selection.IsExact
            ? await ReadNamedAsync(cancellationToken)
            : await services.Settings.ReadAllAsync(arguments.Stage, name => _selection.Names.Any(n => n.Name.Matches(name)), cancellationToken);
        if (configured.Count == 0)
        {
            throw RunFailedException.Configuration(
                $"No database of stage '{arguments.Stage}' matches {Printable.Quote(arguments.Database)}. Names are those of the SSM parameters "
                + $"below {DatabaseSettingsReader.ParameterPath(arguments.Stage)}; databases of a fleet are written fleet/database.");
        }

        var members = new List<RunMember>();
        foreach (var one in configured)
        {
            members.AddRange(await MembersAsync(one, cancellationToken));
        }

        var isFleet = _selection.Single is null || configured is [{ Settings.IsFleet: true }] && members.TrueForAll(m => m.Problem is null);
        return new FleetMembers(
            [.. members.OrderBy(m => m.Name, StringComparer.Ordinal)],
            isFleet,
            configured is [{ Settings.IsFleet: true } fleet] && isFleet ? fleet : null,
            _selection.Single is not null);
    }

    private async Task<IReadOnlyList<RunMember>> ReadNamedAsync(CancellationToken cancellationToken)
    {
        var members = new List<RunMember>();
        foreach (var name in _selection.Names.Select(n => n.Name.Text).Distinct(StringComparer.Ordinal))
        {
            members.Add(await services.Settings.ReadAsync(arguments.Stage, name, cancellationToken));
        }

        return members;
    }

    private async Task<IEnumerable<RunMember>> MembersAsync(RunMember configured, CancellationToken cancellationToken)
    {
        var meant = _selection.Names.Where(n => n.Name.Matches(configured.Name)).ToList();
        if (configured.Settings is not { IsFleet: true } settings)
        {
            return configured.Problem is not null || meant.Exists(n => n.Member is null)
                ? [configured]
                : [configured with { Problem = NoFleet(configured) }];
        }

        try
        {
            var names = (await NamesAsync(configured, settings, cancellationToken))
                .Where(name => meant.Exists(n => n.Member is null || n.Member.Matches(name))).ToList();
            return names.Count > 0 ? names.Select(name => RunMember.Of(configured, name)) : [configured with { Problem = Empty(configured, meant) }];
        }
        catch (RunFailedException e)
        {
            return [configured with { Problem = e }];
        }
    }

    private async Task<IEnumerable<string>> NamesAsync(RunMember fleet, DatabaseSettings settings, CancellationToken cancellationToken)
    {
        var exact = settings.Databases.Where(d => d.IsExact).Select(d => d.Text).ToList();
        if (exact.Count == settings.Databases.Count)
        {
            return exact.Distinct(StringComparer.Ordinal);
        }

        var there = await OnServerAsync(fleet, settings, cancellationToken);
        return there.Where(name => settings.Databases.Any(d => d.Matches(name))).Union(exact, StringComparer.Ordinal);
    }

    private async Task<List<string>> OnServerAsync(RunMember fleet, DatabaseSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await services.Opener(fleet, arguments.RunId, log).OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(
                "SELECT datname::text FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate AND datname NOT IN ($1, 'rdsadmin')",
                connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = settings.DatabaseName });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var names = new List<string>();
            while (await reader.ReadAsync(cancellationToken))
            {
                names.Add(reader.GetString(0));
            }

            return names;
        }
        catch (NpgsqlException e)
        {
            throw RunFailedException.Unreachable(
                $"The databases of the fleet '{fleet.Name}' could not be listed on {settings.Host}:{settings.Port}: {e.Message.TrimEnd('.')}. "
                + "Run the command again when the server is back.",
                e);
        }
    }

    private static RunFailedException NoFleet(RunMember database) => RunFailedException.Configuration(
        $"'{database.Name}' is one database and no fleet: write --database {database.Name}, or give 'databases' in {database.Parameter}.");

    private static RunFailedException Empty(RunMember fleet, List<SelectedName> meant) => RunFailedException.Configuration(
        $"The fleet '{fleet.Name}' has no database that matches {Printable.Quote(string.Join(',', meant.Select(n => n.Member?.Text ?? "*")))}: on "
        + $"{fleet.Settings!.Host}:{fleet.Settings.Port} its 'databases' are {Printable.Quote(string.Join(',', fleet.Settings.Databases))}. "
        + $"Create a database, or correct --database or {fleet.Parameter}.");
}

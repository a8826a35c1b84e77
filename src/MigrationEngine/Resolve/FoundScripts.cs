using Daybreak.MigrationEngine.Model;
using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>All that was found below the locations. Nothing of it depends on the database.</summary>
/// <param name="Migrations">Of <c>locations</c>, callbacks among them.</param>
/// <param name="Callbacks">Of <c>callbackLocations</c>; the very list of <paramref name="Migrations"/> where these are the same.</param>
/// <param name="Notices">What there is to be logged about the locations, in order.</param>
/// <param name="Reading">The reading of the migrations, which has begun; callbacks have been read.</param>
internal sealed record FoundScripts(
    IReadOnlyList<FoundScript> Migrations, IReadOnlyList<FoundScript> Callbacks, IReadOnlyList<Action<ILogger>> Notices, FoundScriptsReading Reading)
{
    /// <summary>
    /// The versioned migration that comes next, by its name alone: what is pending is known only when all files are. Null: none seems to be.
    /// </summary>
    public FoundScript? Next(IReadOnlyList<AppliedMigration> rows)
    {
        var current = rows.Max(row => row.Version);
        return Migrations
            .Where(script => script is { File.IsSql: true, Name: { Problem: null, Kind: ResourceKind.Versioned } } && script.Name.Version > current)
            .MinBy(script => script.Name.Version);
    }
}

using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>All that was found below the locations. Nothing of it depends on the database.</summary>
/// <param name="Migrations">Of <c>locations</c>, callbacks among them.</param>
/// <param name="Callbacks">Of <c>callbackLocations</c>; the very list of <paramref name="Migrations"/> where these are the same.</param>
/// <param name="Notices">What there is to be logged about the locations, in order.</param>
/// <param name="Reading">The reading of the migrations, which has begun; callbacks have been read.</param>
internal sealed record FoundScripts(
    IReadOnlyList<FoundScript> Migrations, IReadOnlyList<FoundScript> Callbacks, IReadOnlyList<Action<ILogger>> Notices, FoundScriptsReading Reading);

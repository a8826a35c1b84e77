using Daybreak.HostAgent.Run.Settings;

namespace Daybreak.HostAgent.Run.Fleet;

/// <summary>One entry of <c>--database</c>.</summary>
/// <param name="Name">The name in the stage's settings, of a database or of a fleet.</param>
/// <param name="Member">The PostgreSQL databases of the fleet; null: all of them.</param>
internal sealed record SelectedName(NamePattern Name, NamePattern? Member)
{
    /// <summary>Reads <c>name</c> or <c>fleet/member</c>.</summary>
    public static SelectedName Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new SelectedName(new NamePattern(text), null)
            : new SelectedName(new NamePattern(text[..slash]), new NamePattern(text[(slash + 1)..]));
    }
}

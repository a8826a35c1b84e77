using System.Text.RegularExpressions;

namespace Daybreak.HostAgent.Run.Fleet;

/// <summary>What <c>--database</c> says: a name, a pattern, or a list of these.</summary>
/// <param name="Names">The entries, in the order given.</param>
internal sealed partial record DatabaseSelection(IReadOnlyList<SelectedName> Names)
{
    /// <summary>Whether all names of settings are exact, so that their parameters can be read one by one.</summary>
    public bool IsExact => Names.All(n => n.Name.IsExact);

    /// <summary>The one database or fleet that is named; null when there are patterns, several names, or a part of a fleet.</summary>
    public string? Single => Names is [{ Member: null, Name: { IsExact: true, Text: var name } }] ? name : null;

    /// <summary>Reads a text that <see cref="Pattern"/> matches.</summary>
    public static DatabaseSelection Parse(string text) => new([.. text.Split(',').Select(SelectedName.Parse)]);

    /// <summary>What the text must match: nothing that means something to a shell outside of quotes, but for the asterisk.</summary>
    [GeneratedRegex(@"^[A-Za-z*][A-Za-z0-9_*]{0,62}(/[A-Za-z0-9_*-]{1,63})?(,[A-Za-z*][A-Za-z0-9_*]{0,62}(/[A-Za-z0-9_*-]{1,63})?){0,99}\z")]
    public static partial Regex Pattern();
}

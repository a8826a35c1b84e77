namespace Daybreak.HostAgent.Run.Settings;

/// <summary>A name in which each asterisk stands for any characters, or none. Upper and lower case differ, as in PostgreSQL.</summary>
internal sealed record NamePattern(string Text)
{
    /// <summary>Whether it is a name and nothing else.</summary>
    public bool IsExact => !Text.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether a name is one of those that are meant.</summary>
    public bool Matches(string name)
    {
        // The last asterisk takes what is left over: going back to it is enough, the earlier ones have what they need.
        var (at, star, taken) = (0, -1, 0);
        for (var i = 0; i < name.Length;)
        {
            if (at < Text.Length && Text[at] == '*')
            {
                (star, taken) = (at++, i);
            }
            else if (at < Text.Length && Text[at] == name[i])
            {
                (at, i) = (at + 1, i + 1);
            }
            else if (star < 0)
            {
                return false;
            }
            else
            {
                (at, i) = (star + 1, ++taken);
            }
        }

        return Text.AsSpan(at).Trim('*').IsEmpty;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

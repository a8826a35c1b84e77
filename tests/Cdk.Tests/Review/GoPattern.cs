namespace Daybreak.Cdk.Tests.Review;

/// <summary>
/// Whether Go compiles a regular expression, as far as those of documents go: the SSM agent, which is written in Go, compiles the pattern of every
/// parameter before it runs a command, and fails the command when it cannot. Go knows no look-around, no back reference, and no repetition
/// of more than 1,000 copies, those inside it multiplied.
/// </summary>
internal sealed class GoPattern
{
    private const int MaximumCopies = 1000;

    private readonly string pattern;
    private int position;

    private GoPattern(string pattern) => this.pattern = pattern;

    /// <summary>Whether it does.</summary>
    public static bool Compiles(string pattern)
    {
        var parser = new GoPattern(pattern);
        try
        {
            return Fits(parser.Group(), MaximumCopies) && parser.position == pattern.Length;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool Fits(Node node, int copies) => node.Times switch
    {
        null => node.Inner.All(inner => Fits(inner, copies)),
        0 => true,
        var times when times > copies => false,
        { } times => node.Inner.All(inner => Fits(inner, copies / times)),
    };

    // Everything up to the bracket that closes it, or to the end.
    private Node Group()
    {
        var inner = new List<Node>();
        while (position < pattern.Length && pattern[position] != ')')
        {
            inner.Add(Repeated(Atom()));
        }

        return new Node(null, inner);
    }

    private Node Atom()
    {
        switch (Next())
        {
            case '(':
                if (Skip("?") && !Skip(":"))
                {
                    throw new FormatException("look-around");
                }

                var group = Group();
                return Next() == ')' ? group : throw new FormatException("no )");
            case '[':
                position = pattern.IndexOf(']', position + (Skip("^") ? 1 : 0) + 1) is var end and > 0 ? end + 1 : throw new FormatException("no ]");
                return Node.Leaf;
            case '\\':
                return char.IsAsciiDigit(Next()) ? throw new FormatException("back reference") : Node.Leaf;
            default:
                return Node.Leaf;
        }
    }

    private Node Repeated(Node atom)
    {
        if (!Skip("{"))
        {
            return Skip("*") || Skip("+") || Skip("?") ? Repeated(atom) : atom;
        }

        var end = pattern.IndexOf('}', position);
        var bounds = pattern[position..end].Split(',').Select(bound => bound.Length == 0 ? 0 : int.Parse(bound, null)).ToArray();
        position = end + 1;
        // Of one without an upper bound, Go counts the lower one.
        return new Node(bounds.Max(), [atom]);
    }

    private char Next() => position < pattern.Length ? pattern[position++] : throw new FormatException("unfinished");

    private bool Skip(string text)
    {
        var isNext = string.CompareOrdinal(pattern, position, text, 0, text.Length) == 0;
        position += isNext ? text.Length : 0;
        return isNext;
    }

    private sealed record Node(int? Times, IReadOnlyList<Node> Inner)
    {
        public static Node Leaf { get; } = new(null, []);
    }
}

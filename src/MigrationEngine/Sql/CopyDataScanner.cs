namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Finds the end of COPY data: a line that is <c>\.</c> but for white space around it (as Flyway; psql wants it bare). Lines end with LF, a
/// CR before it is white space. What is data is passed on as it is.
/// </summary>
internal struct CopyDataScanner
{
    /// <summary>A longer line is data, whatever it holds: so much may have to be held back.</summary>
    private const int LongestEndLine = 256;

    private bool _headingPassed;
    private bool _midLine;

    /// <summary>Whether the end line was found.</summary>
    public bool Ended { get; private set; }

    /// <summary>Looks at the text held from its start.</summary>
    /// <returns>
    /// How many bytes to pass over first, how many bytes of data follow, and how many bytes to pass over then. All 0: more is needed.
    /// </returns>
    public (int Skip, int Data, int SkipAfter) Next(ReadOnlySpan<byte> held, bool final)
    {
        var heading = 0;
        if (!_headingPassed)
        {
            var lineEnd = held.IndexOf((byte)'\n');
            if (lineEnd < 0)
            {
                return (held.Length, 0, 0);
            }
            _headingPassed = true;
            heading = lineEnd + 1;
        }
        var (data, end) = Scan(held[heading..], final);
        _midLine = data > 0 ? held[heading + data - 1] != (byte)'\n' : _midLine;
        return (heading, data, end);
    }

    private (int Data, int EndLine) Scan(ReadOnlySpan<byte> text, bool final)
    {
        for (var from = 0; ;)
        {
            var mark = text[from..].IndexOf("\\."u8);
            if (mark < 0)
            {
                return (text.Length - HeldBack(text, final), 0);
            }
            mark += from;
            from = mark + 2;
            var start = LineStart(text, mark);
            if (start < 0)
            {
                continue;
            }
            var end = mark + 2;
            while (end < text.Length && IsBlank(text[end]) && end - start < LongestEndLine)
            {
                end++;
            }
            if (end == text.Length && !final)
            {
                return (start, 0);
            }
            if (end == text.Length || text[end] == (byte)'\n')
            {
                Ended = true;
                return (start, Math.Min(end + 1, text.Length) - start);
            }
        }
    }

    /// <summary>Where the line begins that has nothing but white space before <paramref name="mark"/>; -1: it has more.</summary>
    private readonly int LineStart(ReadOnlySpan<byte> text, int mark)
    {
        var start = mark;
        while (start > 0 && IsBlank(text[start - 1]) && mark - start < LongestEndLine)
        {
            start--;
        }
        return (start == 0 ? !_midLine : text[start - 1] == (byte)'\n') ? start : -1;
    }

    /// <summary>How much of an unfinished last line could still become the end line.</summary>
    private readonly int HeldBack(ReadOnlySpan<byte> text, bool final)
    {
        var lineStart = text.LastIndexOf((byte)'\n') + 1;
        var line = text[lineStart..];
        if (final || line.Length >= LongestEndLine || (lineStart == 0 && _midLine))
        {
            return 0;
        }
        var blank = 0;
        while (blank < line.Length && IsBlank(line[blank]))
        {
            blank++;
        }
        return blank == line.Length || (blank == line.Length - 1 && line[^1] == (byte)'\\') ? line.Length : 0;
    }

    private static bool IsBlank(byte b) => b <= (byte)' ' && b != (byte)'\n';
}

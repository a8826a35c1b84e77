namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Takes the byte order marks (U+FEFF) out of a script, wherever they stand: files that were put together from others have them in the middle. As
/// Flyway does: one directly behind another that was taken out stays, and is the server's to refuse.
/// </summary>
internal struct ByteOrderMarks
{
    private static ReadOnlySpan<byte> Mark => Utf8.ByteOrderMark;

    /// <summary>How many bytes of a mark, or of none, were at the end of what was seen.</summary>
    private int _begun;
    private bool _keepsNext;

    /// <summary>Puts back what may be the beginning of a mark: the next bytes are to be read behind it.</summary>
    /// <param name="into">At least two bytes.</param>
    /// <returns>How many bytes were put there.</returns>
    public int Resume(Span<byte> into)
    {
        var begun = _begun;
        Mark[..begun].CopyTo(into);
        _begun = 0;
        return begun;
    }

    /// <summary>Takes the marks out of a text, in place.</summary>
    /// <param name="text">What was read, behind what <see cref="Resume"/> put back.</param>
    /// <param name="isLast">Whether nothing follows: what may be the beginning of a mark is none.</param>
    /// <returns>How many bytes are left at the beginning of <paramref name="text"/>.</returns>
    public int Drop(Span<byte> text, bool isLast)
    {
        if (!isLast)
        {
            _begun = BegunAtEnd(text);
            text = text[..^_begun];
        }

        var (from, kept) = (0, 0);
        while (from < text.Length)
        {
            var skip = _keepsNext && text[from..].StartsWith(Mark) ? Mark.Length : 0;
            _keepsNext = false;
            var found = text[(from + skip)..].IndexOf(Mark);
            var length = found < 0 ? text.Length - from : skip + found;
            if (kept < from)
            {
                text.Slice(from, length).CopyTo(text[kept..]);
            }

            kept += length;
            from += length;
            if (found >= 0)
            {
                from += Mark.Length;
                _keepsNext = true;
            }
        }

        return kept;
    }

    private static int BegunAtEnd(ReadOnlySpan<byte> text) => text.EndsWith(Mark[..2]) ? 2 : text.EndsWith(Mark[..1]) ? 1 : 0;
}

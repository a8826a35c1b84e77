namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Leads from the replaced text back to the file. Outside of replacements both are the same bytes, so counting the text's lines is counting
/// the file's; behind a replacement counting goes on from the end of the placeholder.
/// </summary>
internal sealed class SourceMap
{
    private ReplacedSegment[] _segments = [];
    private int _first;
    private int _next;
    private int _count;
    private PositionTracker _tracker = new(SourcePosition.FileStart);
    private long _tracked;

    public void Add(ReplacedSegment segment)
    {
        if (_count == _segments.Length)
        {
            MakeRoom();
        }
        _segments[_count++] = segment;
    }

    /// <summary>
    /// The source position of the byte at <paramref name="offset"/>; that of the placeholder for a byte of a value. Only forwards.
    /// </summary>
    /// <param name="offset">Offset in the replaced text, not before that of an earlier call.</param>
    /// <param name="held">Text around it, which must reach back to the offset of the last call.</param>
    /// <param name="heldOffset">Offset of the first byte of <paramref name="held"/>.</param>
    public SourcePosition PositionAt(long offset, ReadOnlySpan<byte> held, long heldOffset)
    {
        for (; _next < _count && _segments[_next].End <= offset; _next++)
        {
            _tracked = _segments[_next].End;
            _tracker = new PositionTracker(_segments[_next].SourceEnd);
        }
        if (_next < _count && _segments[_next].Offset <= offset)
        {
            return _segments[_next].SourceStart;
        }
        if (offset > _tracked)
        {
            _tracker.Advance(held[(int)(_tracked - heldOffset)..(int)(offset - heldOffset)]);
            _tracked = offset;
        }
        return _tracker.Position;
    }

    /// <summary>The segments that touch the text from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public ReadOnlyMemory<ReplacedSegment> Within(long start, long end)
    {
        var from = _first;
        while (from < _count && _segments[from].End <= start)
        {
            from++;
        }
        var to = from;
        while (to < _count && _segments[to].Offset < end)
        {
            to++;
        }
        return _segments.AsMemory(from, to - from);
    }

    /// <summary>Text before the last offset asked for is gone for good.</summary>
    public void Forget() => _first = _next;

    private void MakeRoom()
    {
        var live = _segments.AsSpan(_first, _count - _first);
        var fits = _segments.Length > 0 && live.Length <= _segments.Length / 2;
        var target = fits ? _segments : new ReplacedSegment[Math.Max(16, live.Length * 2)];
        live.CopyTo(target);
        _segments = target;
        (_next, _count, _first) = (_next - _first, live.Length, 0);
    }
}

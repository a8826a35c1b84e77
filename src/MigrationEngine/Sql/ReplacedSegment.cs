namespace Daybreak.MigrationEngine.Sql;

/// <summary>Where a placeholder's value stands in the replaced text, and where the placeholder stood in the file.</summary>
/// <param name="Offset">Offset of the value in bytes of the replaced text of the whole script.</param>
/// <param name="Length">Length of the value in bytes; may be 0.</param>
/// <param name="SourceStart">First character of the placeholder.</param>
/// <param name="SourceEnd">The character after the placeholder.</param>
public readonly record struct ReplacedSegment(long Offset, int Length, SourcePosition SourceStart, SourcePosition SourceEnd)
{
    /// <summary>Offset of the byte after the value.</summary>
    public long End => Offset + Length;
}

namespace Daybreak.MigrationEngine.Sql;

/// <summary>What <see cref="PlaceholderReplacer.Next"/> found at the start of the bytes it was given.</summary>
internal enum PlaceholderStep
{
    /// <summary>All bytes were taken in; the text they stand for is not known yet.</summary>
    NeedMore,

    /// <summary>The bytes consumed stand for themselves.</summary>
    Literal,

    /// <summary><see cref="PlaceholderReplacer.Text"/> was held back as a possible prefix and stands for itself.</summary>
    HeldBack,

    /// <summary><see cref="PlaceholderReplacer.Text"/> is the value of a placeholder.</summary>
    Value,
}

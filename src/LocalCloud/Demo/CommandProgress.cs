namespace Daybreak.LocalCloud.Demo;

/// <summary>How far a database's runs have come.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="AllEnded">Whether none is under way.</param>
/// <param name="Failure">What the first failed one put out; null where none failed.</param>
internal sealed record CommandProgress(int Count, bool AllEnded, string? Failure);

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>A migration that is not mirrored because of its key.</summary>
/// <param name="Key">The key, escaped and quoted for a log.</param>
/// <param name="Reason">What is wrong with it.</param>
internal sealed record SkippedObject(string Key, string Reason);

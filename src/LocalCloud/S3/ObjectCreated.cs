namespace Daybreak.LocalCloud.S3;

/// <summary>An object version that has become durable: what S3 would notify about.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Key">The key, decoded.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">The entity tag without quotes.</param>
/// <param name="VersionId">The version; null in a bucket that was never versioned.</param>
/// <param name="Sequencer">16 hex digits; of two events of one key, the later one compares greater.</param>
/// <param name="EventName"><c>ObjectCreated:Put</c>, <c>ObjectCreated:CompleteMultipartUpload</c> or <c>ObjectCreated:Copy</c>.</param>
/// <param name="Time">When it was created.</param>
internal sealed record ObjectCreated(
    string Bucket,
    string Key,
    long Size,
    string ETag,
    string? VersionId,
    string Sequencer,
    string EventName,
    DateTimeOffset Time);

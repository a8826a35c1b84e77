namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>An error answer in S3's shape.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">S3's error code.</param>
/// <param name="Message">S3's message.</param>
internal sealed record S3Error(int Status, string Code, string Message)
{
    /// <summary>Further elements of the error document, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>Headers that go with the error.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}

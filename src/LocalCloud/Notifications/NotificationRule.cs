namespace Daybreak.LocalCloud.Notifications;

/// <summary>One entry of a bucket's notification configuration: which events go to which function.</summary>
internal sealed record NotificationRule
{
    public required string Id { get; init; }

    public required string Bucket { get; init; }

    /// <summary>Such as <c>s3:ObjectCreated:*</c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    public string Prefix { get; init; } = "";

    public string Suffix { get; init; } = "";

    public required string FunctionArn { get; init; }

    /// <summary>Whether an event of this bucket and key is meant.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key, not encoded.</param>
    /// <param name="eventName">Such as <c>ObjectCreated:Put</c>.</param>
    public bool Matches(string bucket, string key, string eventName) =>
        bucket == Bucket
        && Events.Any(pattern => Means(pattern, eventName))
        && key.StartsWith(Prefix, StringComparison.Ordinal)
        && key.EndsWith(Suffix, StringComparison.Ordinal);

    private static bool Means(string pattern, string eventName) => pattern.EndsWith('*')
        ? $"s3:{eventName}".StartsWith(pattern[..^1], StringComparison.Ordinal)
        : $"s3:{eventName}" == pattern;
}

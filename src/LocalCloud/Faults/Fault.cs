namespace Daybreak.LocalCloud.Faults;

/// <summary>What is to go wrong, and how often.</summary>
internal sealed record Fault
{
    /// <summary><c>S3</c>, or what stands before the dot of a JSON service's <c>X-Amz-Target</c>, such as <c>AmazonSSM</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Of S3 the HTTP method, of a JSON service the action; null: all.</summary>
    public string? Operation { get; init; }

    /// <summary>Of S3 what the path begins with, <c>/bucket/key</c>; null: all.</summary>
    public string? Path { get; init; }

    /// <summary>The HTTP status of the error; 0: the operation takes place after the delay.</summary>
    public int Status { get; init; }

    /// <summary>The error's code, such as <c>ThrottlingException</c>.</summary>
    public string Code { get; init; } = "ServiceUnavailable";

    /// <summary>How long the request waits first.</summary>
    public int DelayMilliseconds { get; init; }

    /// <summary>How many requests it hits; null: all, until it is lifted.</summary>
    public int? Times { get; init; }

    /// <summary>How many requests it has hit.</summary>
    public int Hits { get; init; }

    /// <summary>The message of the error.</summary>
    public string Message => $"LocalCloud was told to answer {Status} {Code}.";

    /// <summary>Whether it hits a request.</summary>
    public bool Hit(string service, string operation, string path) =>
        Service == service
        && (Operation is null || Operation == operation)
        && (Path is null || path.StartsWith(Path, StringComparison.Ordinal))
        && (Times is null || Hits < Times);
}

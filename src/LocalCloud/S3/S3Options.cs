namespace Daybreak.LocalCloud.S3;

/// <summary>Where the S3 service keeps its state and which region it answers for.</summary>
internal sealed record S3Options
{
    /// <summary>The directory that holds everything; created when missing. State survives a restart.</summary>
    public required string Directory { get; init; }

    /// <summary>The region of every bucket; default <c>us-east-1</c>.</summary>
    public string Region { get; init; } = "us-east-1";
}

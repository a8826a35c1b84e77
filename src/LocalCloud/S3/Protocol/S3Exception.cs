namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>Ends a request with an error answer.</summary>
internal sealed class S3Exception(S3Error error) : Exception(error.Message)
{
    /// <summary>What is answered.</summary>
    public S3Error Error { get; } = error;
}

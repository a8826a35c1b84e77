namespace Daybreak.LocalCloud.Hosting;

/// <summary>A refusal in an AWS service's own words.</summary>
internal sealed class ServiceException(string code, string message, int statusCode = 400) : Exception(message)
{
    /// <summary>The service's error code, such as <c>InvalidDocument</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; } = statusCode;
}

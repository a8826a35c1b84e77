using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.S3;

/// <summary>Lets a test make requests slow or fail.</summary>
internal sealed class S3Faults
{
    /// <summary>Asked once for every request that is let in; null, or an answer of null, means no fault.</summary>
    public Func<HttpRequest, FaultDecision?>? Decide { get; set; }
}

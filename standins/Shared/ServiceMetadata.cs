using Amazon.Runtime.Internal;

namespace Daybreak.Standins;

/// <summary>Names the service to AWSSDK.Core; no operation is renamed.</summary>
internal sealed class ServiceMetadata(JsonService service) : IServiceMetadata
{
    public string ServiceId => service.ServiceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}

using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.S3;
using Daybreak.LocalCloud.S3.Protocol;
using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.Faults;

/// <summary>The faults that are ordered at the moment; of those that fit a request the first one hits it.</summary>
internal sealed class FaultBoard
{
    private const string S3 = "S3";

    private readonly Lock _lock = new();
    private Fault[] _faults = [];

    /// <summary>The faults with their hits.</summary>
    public Fault[] All
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults];
            }
        }
    }

    /// <summary>Puts faults in the place of all there were; none lifts them.</summary>
    public void Order(IEnumerable<Fault> faults)
    {
        lock (_lock)
        {
            _faults = [.. faults.Select(fault => fault with { Hits = 0 })];
        }
    }

    /// <summary>What is to happen to a request of S3.</summary>
    public FaultDecision? OfS3(HttpRequest request) => Find(S3, request.Method, request.Path.Value ?? "") is { } fault
        ? new FaultDecision(
            TimeSpan.FromMilliseconds(fault.DelayMilliseconds),
            fault.Status == 0 ? null : new S3Error(fault.Status, fault.Code, fault.Message))
        : null;

    /// <summary>Lets happen what is ordered for a request of a JSON service.</summary>
    /// <exception cref="ServiceException">The ordered error.</exception>
    public async Task OfJsonAsync(string service, string action, CancellationToken cancellationToken)
    {
        if (Find(service, action, "") is not { } fault)
        {
            return;
        }

        await Task.Delay(fault.DelayMilliseconds, cancellationToken);
        if (fault.Status != 0)
        {
            throw new ServiceException(fault.Code, fault.Message, fault.Status);
        }
    }

    private Fault? Find(string service, string operation, string path)
    {
        lock (_lock)
        {
            var index = Array.FindIndex(_faults, fault => fault.Hit(service, operation, path));
            return index < 0 ? null : _faults[index] = _faults[index] with { Hits = _faults[index].Hits + 1 };
        }
    }
}

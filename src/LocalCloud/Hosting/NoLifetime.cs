using Microsoft.Extensions.Hosting;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>Leaves the process's signals alone: the command that runs decides what they mean.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

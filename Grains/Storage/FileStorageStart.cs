using Microsoft.Extensions.Hosting;

namespace OrleansScaler.Grains.Storage;

/// <summary>Opens a store before the silo, or anything else, starts.</summary>
/// <param name="open">Opens it.</param>
internal sealed class FileStorageStart(Action open) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        open();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

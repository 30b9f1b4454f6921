using Microsoft.Extensions.Hosting;

namespace OrleansScaler.Simulation.Hosting;

/// <summary>
/// Leaves signals alone. A server inside a command line tool ends when the run ends; with the usual lifetime it would
/// close at Ctrl-C, before the run has printed what it knows.
/// </summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

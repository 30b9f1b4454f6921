using OrleansScaler.Silo.Configuration;

namespace OrleansScaler.Silo.Hosting;

/// <summary>
/// Holds up the end until load balancers have seen that the server is not ready any more: it stops taking calls only
/// after that.
/// </summary>
/// <param name="options">How long.</param>
/// <param name="time">Tells it.</param>
internal sealed class DrainNotice(DrainOptions options, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>Adds it, and the bound of the whole end.</summary>
    public static void AddTo(IServiceCollection services, DrainOptions options)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Timeout);
        services.AddSingleton<IHostedService>(provider => new DrainNotice(
            options, provider.GetService<TimeProvider>() ?? TimeProvider.System));
    }

    /// <summary>Comes after readiness went, and before anything else stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (options.Notice == TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await Task.Delay(options.Notice, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The bound of the whole end has come; what is left of it belongs to the rest.
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

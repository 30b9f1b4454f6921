using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.References;
using Orleans.Runtime;

namespace Orleans.Scheduling;

/// <summary>The one silo of this stand-in: its grains, clocks, limits and collector.</summary>
internal sealed class SiloRuntime : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _running;
    private Task _collection = Task.CompletedTask;

    public SiloRuntime(IServiceProvider services, ILogger<SiloRuntime> logger)
    {
        Services = services;
        Logger = logger;
        Collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        GrainTime = services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Grains);
        var messaging = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        MaxEnqueuedRequests = messaging.MaxEnqueuedRequestsHardLimit;
        Classes = new GrainClasses(Collection);
        Directory = new ActivationDirectory(this);
        Pending = new PendingCalls(
            messaging.ResponseTimeout,
            services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Messaging));
        References = new ReferenceFactory(() => this, Pending);
        GrainFactory = new GrainFactory(References, services);
    }

    internal IServiceProvider Services { get; }

    internal ILogger Logger { get; }

    internal GrainCollectionOptions Collection { get; }

    internal TimeProvider GrainTime { get; }

    internal bool IsRunning => _running;

    internal int MaxEnqueuedRequests { get; }

    internal GrainClasses Classes { get; }

    internal ActivationDirectory Directory { get; }

    internal PendingCalls Pending { get; }

    internal ReferenceFactory References { get; }

    internal GrainFactory GrainFactory { get; }

    public void Dispose()
    {
        _running = false;
        _stop.Cancel();
        Pending.Dispose();
        _stop.Dispose();
    }

    internal void Start()
    {
        Pending.Start();
        _running = true;
        using (ExecutionContext.SuppressFlow())
        {
            _collection = Task.Run(() => CollectAsync(_stop.Token));
        }
    }

    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        _running = false;
        await _stop.CancelAsync();
        await _collection;
        try
        {
            await Task.WhenAll(Directory.All.Select(Deactivate)).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Logger.StoppedBusy(Directory.All.Count);
        }

        Pending.FailAll();
    }

    internal void RefuseUnlessRunning()
    {
        if (!_running)
        {
            throw new SiloUnavailableException("The silo does not run.");
        }
    }

    private static Task Deactivate(Activation activation)
    {
        var gone = activation.Deactivated;
        activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo shuts down."));
        return gone;
    }

    private async Task CollectAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Collection.CollectionQuantum);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var (ticks, now) = (Environment.TickCount64, DateTime.UtcNow);
                foreach (var activation in Directory.All)
                {
                    activation.DeactivateIfIdle(ticks, now);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }
}

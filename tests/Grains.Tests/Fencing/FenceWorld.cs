using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansScaler.Grains.Fencing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Fencing;

/// <summary>A fence whose clock and signs of life are the test's.</summary>
internal sealed class FenceWorld : IDisposable
{
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly FenceInstruments _instruments;

    public FenceWorld(IMembership? members = null, FenceOptions? options = null)
    {
        var factory = _meters.GetRequiredService<IMeterFactory>();
        _instruments = new FenceInstruments(factory);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Closings += value);
        _listener.SetMeasurementEventCallback<double>((_, value, _, _) => ClosedFor = TimeSpan.FromSeconds(value));
        _listener.Start();
        Fence = new SiloFence(
            members ?? Members, options ?? new(), _instruments, Clock, NullLogger<SiloFence>.Instance);
    }

    public TwoClocks Clock { get; } = new();

    public ScriptedMembership Members { get; } = new();

    public SiloFence Fence { get; }

    public long Closings { get; private set; }

    public TimeSpan ClosedFor { get; private set; }

    /// <summary>Time goes on, with its signs of life.</summary>
    public void Live(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Beat)
        {
            Clock.Advance(Beat);
            _ = Fence.Beat();
        }
    }

    /// <summary>The process is stopped, and goes on; nothing of it has run yet.</summary>
    public void Freeze(TimeSpan time) => Clock.Advance(time);

    /// <summary>Lives on until something holds.</summary>
    public Task LivesUntilAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
    {
        Live(Beat);
        return condition();
    });

    public void Dispose()
    {
        Fence.Dispose();
        _listener.Dispose();
        _instruments.Dispose();
        _meters.Dispose();
    }
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansScaler.Contracts.Clusters;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Assignments;
using OrleansScaler.Gateway.Calls;
using OrleansScaler.Gateway.Health;
using OrleansScaler.Gateway.Hosting;
using OrleansScaler.Gateway.Lag;
using OrleansScaler.Testing;

namespace OrleansScaler.Gateway.Tests.Calls;

/// <summary>What every call goes through, before grains of the test's own.</summary>
internal sealed class TestCalls : IDisposable, IClusterChanges
{
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CallInstruments _callInstruments;
    private readonly HeldInstruments _heldInstruments;
    private readonly HeldAnnouncer _announcer;

    public TestCalls(FakeTimeProvider clock, GatewayOptions options, Func<string, IFunctionGrain>? functions = null)
    {
        var meters = _metrics.GetRequiredService<IMeterFactory>();
        Bound = new CallBound(options.MaximumCalls);
        Lag = new LagGate(options.MaximumLag);
        _callInstruments = new CallInstruments(meters, Bound, Lag);
        _heldInstruments = new HeldInstruments(meters);
        Grain = new GrainCall(options.RetryFor, clock, _callInstruments);
        Held = new HeldAssignments(options.MaximumHeld, clock, _heldInstruments);
        var grains = new FunctionGrains(functions ?? (_ => Function));
        _announcer = new HeldAnnouncer(
            grains, Held, Grain, _heldInstruments, NullLogger<HeldAnnouncer>.Instance);
        Watch = new AssignmentWatch(options, Held, _announcer, this, _heldInstruments, clock);
        Drain = new GatewayDrain(
            DrainTimes.Within(TimeSpan.Zero, TimeSpan.FromSeconds(30)),
            new Readiness(),
            clock,
            NullLogger<GatewayDrain>.Instance);
        Setup = new CallSetup(grains, Grain, new CallDoor(Bound, Lag, _callInstruments), Watch, Drain, clock);
    }

    public event Action? SiloLost;

    /// <summary>Every function, unless the test has its own.</summary>
    public FakeFunction Function { get; } = new();

    public CallBound Bound { get; }

    public LagGate Lag { get; }

    /// <summary>The factory whose meters are this one's.</summary>
    public IMeterFactory Meters => _metrics.GetRequiredService<IMeterFactory>();

    public GrainCall Grain { get; }

    public HeldAssignments Held { get; }

    public AssignmentWatch Watch { get; }

    public GatewayDrain Drain { get; }

    public CallSetup Setup { get; }

    public void LoseSilo() => SiloLost?.Invoke();

    public void Dispose()
    {
        Watch.Dispose();
        _announcer.Dispose();
        Drain.Dispose();
        _callInstruments.Dispose();
        _heldInstruments.Dispose();
        _metrics.Dispose();
    }
}

using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.EndToEnd.Tests.Platforms;

/// <summary>
/// A platform of the 2023 protocol on a port of its own; goes down and comes up again with its slots as they were.
/// </summary>
internal sealed class TestPlatform : IAsyncDisposable
{
    private readonly SimulatedPlatform _platform;
    private GrpcHost? _host;

    private TestPlatform(SimulatedPlatform platform) => _platform = platform;

    public HostPort Address { get; } = FreePorts.Take();

    /// <summary>Its ledger: what is true of slots, whatever a scaler says.</summary>
    public SimulatedSlots Slots => _platform.Slots;

    public static async Task<TestPlatform> StartAsync(SimulatedPlatformOptions options, FaultPlan? faults = null)
    {
        var plan = faults ?? new FaultPlan(options);
        var platform = new TestPlatform(new SimulatedPlatform(options, TimeProvider.System, plan));
        await platform.GoUpAsync();
        return platform;
    }

    /// <summary>Ends when the next call of an operation has taken effect there.</summary>
    public Task WhenBegunAsync(PlatformOperation operation) =>
        _platform.WhenBegunAsync(operation, CancellationToken.None);

    public async Task GoUpAsync() => _host = await PlatformHost.StartAsync(Address, _platform, []);

    public async Task GoDownAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
            _host = null;
        }
    }

    public async ValueTask DisposeAsync() => await GoDownAsync();
}

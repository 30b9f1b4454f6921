using System.Collections.Concurrent;
using System.Globalization;
using OrleansScaler.EndToEnd.Tests.Callers;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Cluster.Tests.Load;

/// <summary>
/// Many functions, each called by one caller after the other: how long a function cannot be had is how long its one
/// call waits.
/// </summary>
internal sealed class FunctionLoad : IAsyncDisposable
{
    /// <summary>What nobody gives back is free that long after a loss, and a grace.</summary>
    private const uint TimeoutSeconds = 10;

    private static readonly TimeSpan s_execution = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    private static int s_loads;

    private readonly ConcurrentQueue<CallRecord> _calls = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SimulatedSlots _slots;
    private readonly string _prefix;
    private readonly FunctionCaller[] _callers;
    private Task _all = Task.CompletedTask;

    private FunctionLoad(SimulatedSlots slots, string prefix, IEnumerable<HostPort> gateways)
    {
        var load = Interlocked.Increment(ref s_loads);
        _slots = slots;
        _prefix = prefix;
        _callers =
        [
            .. gateways.Select((gateway, number) =>
                new FunctionCaller(gateway, slots, $"load{load}-caller{number}", TimeoutSeconds)),
        ];
    }

    public IReadOnlyCollection<CallRecord> Calls => _calls;

    /// <summary>Starts calling.</summary>
    /// <param name="slots">The platform's ledger.</param>
    /// <param name="functions">How many functions.</param>
    /// <param name="pause">Between two calls of one function.</param>
    /// <param name="gateways">Through which; functions take them in turn.</param>
    public static Task<FunctionLoad> StartAsync(
        SimulatedSlots slots, int functions, TimeSpan pause, params HostPort[] gateways) =>
        StartAsync(slots, functions, pause, "f", gateways);

    /// <summary>The same for functions of other names.</summary>
    public static async Task<FunctionLoad> StartAsync(
        SimulatedSlots slots, int functions, TimeSpan pause, string prefix, params HostPort[] gateways)
    {
        var load = new FunctionLoad(slots, prefix, gateways);
        foreach (var caller in load._callers)
        {
            await caller.OpenAsync();
        }

        load._all = Task.WhenAll(Enumerable.Range(0, functions).Select(number =>
            load.RunAsync(number, pause * number / functions, pause)));
        return load;
    }

    /// <summary>Goes on for a while.</summary>
    public Task GoOnAsync(TimeSpan time) => _all.IsCompleted ? _all : Task.WhenAny(_all, Task.Delay(time)).Unwrap();

    /// <summary>Ends the load once the calls under way are answered.</summary>
    public async Task<IReadOnlyCollection<CallRecord>> StopAsync()
    {
        await _stop.CancelAsync();
        await _all;
        return _calls;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var caller in _callers)
        {
            caller.Dispose();
        }

        _stop.Dispose();
    }

    /// <summary>Functions start one after the other, so that they do not all call at the same moments.</summary>
    private async Task RunAsync(int number, TimeSpan offset, TimeSpan pause)
    {
        await Task.Delay(offset);
        var function = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{number:000}");
        var caller = _callers[number % _callers.Length];
        while (!_stop.IsCancellationRequested)
        {
            var sentAt = _slots.Now;
            var result = await caller.CallAsync(function, s_execution, s_deadline);
            _calls.Enqueue(new CallRecord(function, sentAt, result));
            await Task.Delay(pause);
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.EndToEnd.Tests.Callers;

/// <summary>A few functions, each called again and again by one caller, until the test has seen enough.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private static readonly TimeSpan s_execution = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    private readonly FunctionCaller _caller;
    private readonly ConcurrentQueue<CallResult> _results = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _all = Task.CompletedTask;

    private SteadyLoad(FunctionCaller caller) => _caller = caller;

    /// <summary>Calls that ended until now.</summary>
    public int Count => _results.Count;

    public static async Task<SteadyLoad> StartAsync(HostPort scaler, SimulatedSlots slots, string name, int functions)
    {
        var load = new SteadyLoad(new FunctionCaller(scaler, slots, name));
        await load._caller.OpenAsync();
        load._all = Task.WhenAll(Enumerable.Range(0, functions).Select(load.RunAsync));
        return load;
    }

    /// <summary>One call of another function.</summary>
    public Task<CallResult> CallAsync(string function, TimeSpan execution) =>
        _caller.CallAsync(function, execution, s_deadline);

    /// <summary>Ends the load once the calls under way are answered.</summary>
    public async Task<IReadOnlyCollection<CallResult>> StopAsync()
    {
        await _stop.CancelAsync();
        await _all;
        return _results;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _caller.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(int number)
    {
        var function = string.Create(CultureInfo.InvariantCulture, $"f{number:00}");
        while (!_stop.IsCancellationRequested)
        {
            _results.Enqueue(await _caller.CallAsync(function, s_execution, s_deadline));
            await Task.Delay(s_pause);
        }
    }
}

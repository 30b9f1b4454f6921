using System.Diagnostics;
using Grpc.Net.Client;
using OrleansScaler.Protos.Chaos;
using OrleansScaler.Simulation.Cells.Live;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.Replay;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>
/// A caller process of a chaos run: requests leave at random moments, whether or not earlier ones have ended, until it
/// is told to stop.
/// </summary>
public sealed class ChaosCallRun : IDisposable
{
    /// <summary>
    /// Share of requests for a function that is never called again: if the server dies while its slot stands idle, no
    /// call will remind the next one of it.
    /// </summary>
    private const double OnceShare = 0.02;

    /// <summary>What the timer can be asked for; several requests may be due when it wakes.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(1);

    private readonly ChaosCallOptions _options;
    private readonly ChaosFunctions _functions;
    private readonly ScalerConnections _scaler;
    private readonly GrpcChannel _platform;
    private readonly RequestAccounts _accounts = new();
    private readonly CallsInFlight _inFlight = new();
    private readonly ChaosCaller _caller;
    private readonly ulong _name;
    private long _number;
    private int _burst;

    /// <summary>Prepares one.</summary>
    /// <param name="options">What it does.</param>
    public ChaosCallRun(ChaosCallOptions options)
    {
        _options = options;
        _name = SeededRandom.NameOf(options.Name);
        _functions = new ChaosFunctions(options.Seed, options.Functions);
        _scaler = new ScalerConnections(options.Scaler, options.Connections);
        _platform = LiveChannel.To(options.Platform);
        _caller = new ChaosCaller(
            options, _scaler, new PlatformControl.PlatformControlClient(_platform), _accounts);
    }

    /// <summary>What became of its requests so far. May be asked at any time, from any thread.</summary>
    public CallerReport Report => _accounts.ToReport();

    /// <summary>Sends requests until it is told to stop, then waits until each has ended.</summary>
    /// <param name="stop">Ends the sending.</param>
    /// <param name="breakOff">Ends everything.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken breakOff)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, breakOff);
        stop = end.Token;
        var random = SeededRandom.For(_options.Seed, _name, SeededRandom.NameOf("arrivals"));
        var started = Stopwatch.GetTimestamp();
        var due = TimeSpan.Zero;
        while (true)
        {
            due += TimeSpan.FromSeconds(random.NextExponential() / _options.Rate);
            for (var rest = due - Stopwatch.GetElapsedTime(started);
                rest > TimeSpan.Zero && !stop.IsCancellationRequested;
                rest = due - Stopwatch.GetElapsedTime(started))
            {
                await Task.Delay(rest > s_tick ? rest : s_tick, stop)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (stop.IsCancellationRequested)
            {
                break;
            }

            _inFlight.ThrowIfBroken();
            var function = random.NextUnit() < OnceShare
                ? _functions.Make($"chaos-{_options.Name}-once-{Volatile.Read(ref _number)}")
                : _functions.Pick(ref random);
            Send(function, ref random, breakOff);
        }

        await _inFlight.WaitForNoneAsync(breakOff).ConfigureAwait(false);
    }

    /// <summary>Sends requests at once, more than there are idle instances.</summary>
    /// <param name="requests">How many.</param>
    /// <param name="areNew">Whether each is for a function that nobody has called yet.</param>
    /// <param name="breakOff">Ends everything.</param>
    public void Burst(int requests, bool areNew, CancellationToken breakOff)
    {
        var burst = Interlocked.Increment(ref _burst);
        var random = SeededRandom.For(_options.Seed, _name, (ulong)burst);
        for (var n = 0; n < requests; n++)
        {
            var function = areNew
                ? _functions.Make($"chaos-{_options.Name}-{burst}-{n}")
                : _functions.PickAny(ref random);
            Send(function, ref random, breakOff);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scaler.Dispose();
        _platform.Dispose();
    }

    private void Send(ChaosFunction function, ref SeededRandom random, CancellationToken breakOff)
    {
        var run = ChaosFunctions.DrawRun(function, ref random);
        var number = Interlocked.Increment(ref _number);
        _inFlight.Run(() => _caller.PlayAsync(function, run, number, breakOff), breakOff);
    }
}

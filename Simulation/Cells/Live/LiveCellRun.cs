using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Protos.MiniFaas2020.ApiServer;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Cells.Workloads;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>
/// Plays a workload of the 2020 contest in real time against a scheduler behind gRPC: this side is the resource
/// manager, the nodes, the API server and its callers.
/// </summary>
public sealed class LiveCellRun : IAsyncDisposable
{
    /// <summary>Calls under way at a break end soon, or are broken off.</summary>
    private static readonly TimeSpan s_settlePatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_opening = TimeSpan.FromSeconds(10);

    private readonly CellWorkload _workload;
    private readonly LiveCellOptions _options;
    private readonly TimeProvider _time;
    private readonly LiveClock _clock;
    private readonly LiveCell _cell;
    private readonly NodeInvoker _invoker = new();
    private readonly NodePorts _ports = new();
    private readonly List<IAsyncDisposable> _hosts = [];
    private readonly List<GrpcChannel> _channels = [];
    private readonly long _started;
    private LiveCallers? _callers;
    private TimeSpan _usedBefore;
    private int? _opening;

    /// <summary>Prepares a run.</summary>
    /// <param name="workload">The calls.</param>
    /// <param name="options">How to play them.</param>
    public LiveCellRun(CellWorkload workload, LiveCellOptions options)
        : this(workload, options, TimeProvider.System)
    {
    }

    /// <summary>Prepares a run on another clock.</summary>
    internal LiveCellRun(CellWorkload workload, LiveCellOptions options, TimeProvider time)
    {
        _workload = workload;
        _options = options;
        _time = time;
        _started = time.GetTimestamp();
        _clock = new LiveClock(time, options.Speed);
        _cell = new LiveCell(_clock, workload, MachineModel.Contest, options.Seed);
    }

    /// <summary>How far the run is. May be asked at any time, from any thread.</summary>
    public LiveCellProgress Progress => _clock.Do(() => new LiveCellProgress
    {
        Time = _callers?.Position() ?? TimeSpan.Zero,
        Sent = _callers?.Sent ?? 0,
        Ended = _callers is null ? 0 : _callers.Sent - _callers.Open,
        Failed = _callers?.Books.Failures.Total ?? 0,
        Cold = _callers?.Cold ?? 0,
        Nodes = _cell.Manager.Count,
        Containers = _cell.Standing,
        Violations = _cell.Watch.Total,
    });

    /// <summary>Starts nodes, resource manager and API server; from here on a scheduler may call them.</summary>
    /// <returns>Where the resource manager and the API server listen.</returns>
    /// <exception cref="StartException">A port is taken.</exception>
    public async Task<(HostPort Manager, HostPort Api)> StartAsync()
    {
        var anywhere = _options.Listen with { Port = 0 };
        var nodes = await HostAsync<LiveNodeService>(
            [.. Enumerable.Repeat(anywhere, MachineModel.Contest.MaximumNodes)],
            new LiveNodeService(_cell, _ports)).ConfigureAwait(false);
        _ports.Open(
            _options.Listen.ToListenEndPoint().Address.ToString(), [.. nodes.Addresses.Select(place => place.Port)]);
        var manager = await HostAsync([_options.Listen], new LiveResourceManager(_cell, _ports)).ConfigureAwait(false);
        var scheduler = new Scheduler.SchedulerClient(Connect(_options.Scheduler));
        var api = await HostAsync(
            [_options.Api], new LiveApiServer(_cell, _ports, _clock, scheduler, _invoker)).ConfigureAwait(false);
        _callers = new LiveCallers(_cell, _clock, new APIServer.APIServerClient(Connect(api.Address)))
        {
            FirstCall = () => _clock.Agenda.After(
                s_opening, CellEventKind.TimeOut, () => _opening = _cell.Manager.Reservations),
        };
        return (manager.Address, api.Address);
    }

    /// <summary>Waits for the scheduler, plays the workload, waits for the last call.</summary>
    /// <param name="cancellationToken">Breaks off; the result then tells what is known so far.</param>
    /// <exception cref="StartException">No scheduler answers.</exception>
    public async Task<LiveCellResult> PlayAsync(CancellationToken cancellationToken)
    {
        var callers = _callers ?? throw new InvalidOperationException("start the cell first");
        try
        {
            await Reachable.WaitAsync(
                _options.Scheduler, _options.Patience, "scheduler",
                "start one, or leave --scheduler out to have ours started", cancellationToken).ConfigureAwait(false);
            _clock.Do(() =>
            {
                _usedBefore = _cell.Manager.UsedTime();
                callers.Start();
            });
            await UntilOverAsync(callers).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await BreakOffAsync(callers).ConfigureAwait(false);
        }

        return _clock.Do(() => ToResult(callers, cancellationToken.IsCancellationRequested));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
        {
            channel.Dispose();
        }

        _callers?.Dispose();
        _invoker.Dispose();
        foreach (var host in _hosts)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }

        _clock.Dispose();
    }

    private async Task UntilOverAsync(LiveCallers callers) =>
        await (await Task.WhenAny(callers.Over, _clock.Broken).ConfigureAwait(false)).ConfigureAwait(false);

    private async Task BreakOffAsync(LiveCallers callers)
    {
        _clock.Do(callers.Stop);
        var settled = UntilOverAsync(callers);
        if (await Task.WhenAny(settled, Task.Delay(s_settlePatience, _time)).ConfigureAwait(false) == settled)
        {
            await settled.ConfigureAwait(false);
            return;
        }

        callers.Leave();
    }

    private LiveCellResult ToResult(LiveCallers callers, bool isBrokenOff)
    {
        var result = new CellResult
        {
            Scheduler = _options.Scheduler.ToString(),
            Functions = callers.Books.ToResults(),
            Failures = callers.Books.Failures,
            Violations = _cell.Watch.Total,
            NodeSeconds = (_cell.Manager.UsedTime() - _usedBefore).TotalSeconds,
            NodesPeak = _cell.Manager.Peak,
            NodesOpening = _opening ?? _cell.Manager.Reservations,
            ReservationsRefused = _cell.Manager.Refusals,
            Containers = _cell.Made,
        };
        return new LiveCellResult
        {
            Result = result,
            Workload = isBrokenOff
                ? _workload with { Calls = [.. _workload.Calls.Take(callers.Sent)], Length = callers.Time }
                : _workload,
            Options = _options,
            WallSeconds = _time.GetElapsedTime(_started).TotalSeconds,
            ViolationsByKind = _cell.Watch.Counts,
            Messages = _cell.Watch.Messages,
            BrokenOff = isBrokenOff ? _workload.Calls.Count - result.Calls : null,
        };
    }

    private async Task<GrpcHost> HostAsync<T>(IReadOnlyList<HostPort> listen, T service)
        where T : class
    {
        var host = await GrpcHost.StartAsync(
            listen,
            services => services.AddSingleton(service),
            endpoints => endpoints.MapGrpcService<T>()).ConfigureAwait(false);
        _hosts.Add(host);
        return host;
    }

    private GrpcChannel Connect(HostPort server)
    {
        var channel = LiveChannel.To(server);
        _channels.Add(channel);
        return channel;
    }
}

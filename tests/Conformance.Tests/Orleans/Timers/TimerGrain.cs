using Orleans;
using Orleans.Runtime;

namespace OrleansScaler.Conformance.Tests.Orleans.Timers;

public sealed class TimerGrain(Probe probe, TimeProvider clock) : Grain, ITimerGrain
{
    private readonly Dictionary<string, IGrainTimer> _timers = [];
    private readonly Dictionary<string, List<double>> _ticks = [];

    public Task Start(string name, TimeSpan dueTime, TimeSpan period, bool interleave)
    {
        _timers[name] = this.RegisterGrainTimer(
            Tick, name, new GrainTimerCreationOptions(dueTime, period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task StartChangingItself(
        string name, TimeSpan dueTime, TimeSpan period, TimeSpan newDueTime, TimeSpan newPeriod)
    {
        _timers[name] = this.RegisterGrainTimer(
            async () =>
            {
                await Tick(name);
                if (_ticks[name].Count == 1)
                {
                    _timers[name].Change(newDueTime, newPeriod);
                }
            },
            dueTime,
            period);
        return Task.CompletedTask;
    }

    public Task StartSlow(string name, TimeSpan dueTime, TimeSpan period, bool interleave)
    {
        _timers[name] = this.RegisterGrainTimer(
            async (state, token) =>
            {
                await Tick(state);
                probe.Signal(name + " in");
                await probe.Wait(name);
                if (token.IsCancellationRequested)
                {
                    probe.Signal(name + " cancelled");
                }
            },
            name,
            new GrainTimerCreationOptions(dueTime, period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task StartFailing(string name, TimeSpan dueTime, TimeSpan period)
    {
        _timers[name] = this.RegisterGrainTimer(
            async token =>
            {
                await Tick(name);
                throw new InvalidOperationException("a tick that fails");
            },
            dueTime,
            period);
        return Task.CompletedTask;
    }

    public Task Change(string name, TimeSpan dueTime, TimeSpan period)
    {
        _timers[name].Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Stop(string name)
    {
        _timers[name].Dispose();
        return Task.CompletedTask;
    }

    public async Task Hold(string name)
    {
        probe.Signal(name + " in");
        await probe.Wait(name);
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<double[]> Ticks(string name) =>
        Task.FromResult(_ticks.TryGetValue(name, out var ticks) ? ticks.ToArray() : []);

    private Task Tick(string name)
    {
        if (!_ticks.TryGetValue(name, out var ticks))
        {
            _ticks[name] = ticks = [];
        }

        ticks.Add((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
        return Task.CompletedTask;
    }
}

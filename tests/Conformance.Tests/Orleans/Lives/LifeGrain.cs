using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansScaler.Conformance.Tests.Orleans.Lives;

[Reentrant]
public sealed class LifeGrain(Probe probe) : Grain, ILifeGrain
{
    private readonly Guid _incarnation = Guid.NewGuid();
    private int _count;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probe.Record($"{this.GetPrimaryKeyString()} activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Record($"{this.GetPrimaryKeyString()} deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<int> Count() => Task.FromResult(++_count);

    public Task<Guid> Incarnation() => Task.FromResult(_incarnation);

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    Task ILifeGrain.DelayDeactivation(TimeSpan span)
    {
        DelayDeactivation(span);
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        probe.Signal(gate + " held");
        await probe.Wait(gate);
        probe.Record($"{this.GetPrimaryKeyString()} {gate} ended");
    }

    public Task<ILifeGrain> Self() => Task.FromResult(this.AsReference<ILifeGrain>());

    public Task KeepTimer(TimeSpan period, bool keepAlive)
    {
        this.RegisterGrainTimer(
            static _ => Task.CompletedTask,
            new GrainTimerCreationOptions(period, period) { KeepAlive = keepAlive });
        return Task.CompletedTask;
    }
}

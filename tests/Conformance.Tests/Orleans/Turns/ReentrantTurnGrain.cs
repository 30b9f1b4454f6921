using Orleans.Concurrency;

namespace OrleansScaler.Conformance.Tests.Orleans.Turns;

[Reentrant]
public sealed class ReentrantTurnGrain(Probe probe) : TurnGrainBase(probe), IReentrantTurnGrain
{
}

namespace OrleansScaler.Conformance.Tests.Orleans.Turns;

public sealed class TurnGrain(Probe probe) : TurnGrainBase(probe), ITurnGrain
{
}

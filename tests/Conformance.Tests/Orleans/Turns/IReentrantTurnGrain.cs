namespace OrleansScaler.Conformance.Tests.Orleans.Turns;

public interface IReentrantTurnGrain : ITurnGrain
{
}

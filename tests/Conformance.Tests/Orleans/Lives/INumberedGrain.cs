using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Lives;

public interface INumberedGrain : IGrainWithIntegerKey
{
    ValueTask<long> Key();
}

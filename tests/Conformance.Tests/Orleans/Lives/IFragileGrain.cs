using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Lives;

public interface IFragileGrain : IGrainWithStringKey
{
    Task<string> Hello();
}

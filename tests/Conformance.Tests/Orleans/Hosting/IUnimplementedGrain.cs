using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Hosting;

public interface IUnimplementedGrain : IGrainWithStringKey
{
    Task Nothing();
}

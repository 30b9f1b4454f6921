using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrleansScaler.Conformance.Tests.Orleans.Hosting;

public sealed class OptionsTests
{
    [Fact]
    public async Task Start_CollectionAgeNotAboveTheQuantum_IsRefused()
    {
        await Assert.ThrowsAsync<OrleansConfigurationException>(() => TestSilo.StartAsync(static silo =>
            silo.Configure<GrainCollectionOptions>(static options =>
                options.CollectionAge = options.CollectionQuantum)));
    }
}

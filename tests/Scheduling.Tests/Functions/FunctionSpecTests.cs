using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Tests.Functions;

public sealed class FunctionSpecTests
{
    [Theory]
    [InlineData(1_024, 1)]
    [InlineData(128, 0.125)]
    [InlineData(170.5, 0.16650390625)]
    public void MemoryGigabytes_Megabytes_Are1024thParts(double megabytes, double gigabytes)
    {
        var spec = new FunctionSpec { Key = new FunctionKey("f"), MemoryMegabytes = megabytes };

        Assert.Equal(gigabytes, spec.MemoryGigabytes);
    }
}

using OrleansScaler.Simulation.Reports;
using OrleansScaler.Simulation.Tests.VirtualTime;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.Reports;

public sealed class CostlyFunctionsTests
{
    [Fact]
    public void Of_Run_AreTheLargestPartsOfRumFirst()
    {
        // Function 1 has four times the memory of function 0, and so the dearer slot; function 2 is never called.
        var trace = StoryTrace.Of(200, 1024, 4096, 1024, 1024).Call(0, 1).Call(0, 1, 1).Call(1, 1, 3);
        var card = Simulated.Play(trace, "fixed:100s");
        var workload = new Workload(trace, TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal([1, 0, 3], CostlyFunctions.Of(workload, card));
        Assert.Equal([1], CostlyFunctions.Of(workload, card, most: 1));
    }
}

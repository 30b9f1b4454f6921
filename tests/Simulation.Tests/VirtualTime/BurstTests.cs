using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>
/// A burst of short calls on a function without slots: 10 ms of execution, 100 ms of create, 1 s of init. With one slot
/// for each call everybody waits 1.1 s.
/// </summary>
public sealed class BurstTests
{
    private const double Execution = 0.01;

    /// <summary>What half of the slots cannot do without: the call before has to end.</summary>
    private const double OneExecutionMs = 10;

    [Theory]
    [InlineData("wait-or-create", 10)]
    [InlineData("wait-or-create", 100)]
    [InlineData("wait-or-create", 1_000)]
    [InlineData("keepalive=fixed:60s+scaleup=wait-or-create", 1_000)]
    public void Play_AllAtOnceOnAFunctionNeverSeen_MakesHalfOfTheSlots(string policy, int calls)
    {
        var trace = StoryTrace.Of(endSeconds: 10, 512);
        AddBurst(trace, at: 0, calls, apart: 0);

        DemandHalf(trace, policy, calls, before: 0, OneExecutionMs);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1_000)]
    public void Play_AllAtOnceOnAKnownFunctionWithoutSlots_MakesHalfOfTheSlots(int calls)
    {
        var trace = StoryTrace.Of(endSeconds: 130, 512).Call(0, Execution);
        AddBurst(trace, at: 120, calls, apart: 0);

        DemandHalf(trace, "wait-or-create", calls, before: 1, OneExecutionMs);
    }

    [Fact]
    public void Play_OneExecutionApart_MakesHalfOfTheSlotsAndNobodyWaitsLonger()
    {
        var trace = StoryTrace.Of(endSeconds: 130, 512).Call(0, Execution);
        AddBurst(trace, at: 120, 100, apart: Execution);

        DemandHalf(trace, "wait-or-create", 100, before: 1, slackMs: 0);
    }

    [Fact]
    public void Play_LongCallsOnAKnownFunction_MakesOneForEach()
    {
        var trace = StoryTrace.Of(endSeconds: 130, 512).Call(0, 2);
        for (var i = 0; i < 100; i++)
        {
            trace.Call(120, 2);
        }

        Assert.Equal(101, Play(trace, "wait-or-create").Creations);
    }

    private static void DemandHalf(StoryTrace trace, string policy, int calls, int before, double slackMs)
    {
        var (each, half) = (Play(trace, "direct"), Play(trace, policy));

        Assert.Equal(calls, each.Creations - before);
        Assert.Equal(calls / 2, half.Creations - before);
        Assert.InRange(half.AssignLatencyMs.Max, 0, each.AssignLatencyMs.Max + slackMs + 1e-6);
        Assert.InRange(half.AssignLatencyMs.P99, 0, each.AssignLatencyMs.P99 + slackMs + 1e-6);
    }

    private static void AddBurst(StoryTrace trace, double at, int calls, double apart)
    {
        for (var i = 0; i < calls; i++)
        {
            trace.Call(at + (i * apart), Execution);
        }
    }

    private static SimulatedScorecard Play(StoryTrace trace, string policy) => new VirtualRun(
        new Workload(trace, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)),
        PolicyNames.Find(policy, new PolicyOptions()).Required,
        new VirtualRunOptions()).Play(CancellationToken.None);
}

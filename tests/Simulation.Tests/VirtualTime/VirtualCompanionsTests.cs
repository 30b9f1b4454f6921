namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>Two functions of 1 GB that are called half a second apart every 100 s; a start takes 2 s.</summary>
public sealed class VirtualCompanionsTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Fact]
    public void Play_LockStep_StartsTheSecondAtTheFirstsCall()
    {
        var card = Simulated.Play(LockStep(), "keepalive=fixed:0s+prewarm=companions", TwoSeconds);

        // Cold calls wait 2 s: 10 of the first function, 6 of the second (one until its gaps are known, five to learn
        // from); the other 4 of it are announced half a second ahead and wait 1.5 s.
        Assert.Equal((16 * 2) + (4 * 1.5), card.ScheduleSeconds, 6);
        Assert.Equal(20, card.Creations);
    }

    [Fact]
    public void Play_SetDoesNotListen_IsAsWithoutCompanions()
    {
        var card = Simulated.Play(LockStep(), "keepalive=fixed:0s", TwoSeconds);

        Assert.Equal(20 * 2, card.ScheduleSeconds, 6);
    }

    private static StoryTrace LockStep()
    {
        var trace = StoryTrace.Of(2_000, 1024, 1024);
        for (var i = 0; i < 10; i++)
        {
            trace.Call(100 * i, 1, function: 0).Call((100 * i) + 0.5, 1, function: 1);
        }

        return trace;
    }
}

using OrleansScaler.Grains.Fencing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Fencing;

/// <summary>With the defaults: frozen after 2 s, a reading takes at most 2 s, 200 ms between readings.</summary>
public sealed class SiloFenceTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(250, true)]
    [InlineData(1_999, true)]
    [InlineData(2_000, true)]
    [InlineData(2_001, false)]
    [InlineData(30_000, false)]
    [InlineData(3_600_000, false)]
    public void IsOpen_AfterAPause_OnlyWhereTheOthersHadNoTime(int pauseMs, bool isOpen)
    {
        using var world = new FenceWorld();

        world.Freeze(TimeSpan.FromMilliseconds(pauseMs));

        Assert.Equal(isOpen, world.Fence.IsOpen);
    }

    [Theory]
    [InlineData(2_000, true)]
    [InlineData(2_001, false)]
    public void Beat_AfterAPause_ClosesBeforeAnyEvent(int pauseMs, bool isOpen)
    {
        using var world = new FenceWorld();

        world.Freeze(TimeSpan.FromMilliseconds(pauseMs));
        _ = world.Fence.Beat();

        Assert.Equal(isOpen, world.Fence.IsOpen);
        Assert.Equal(isOpen ? 0 : 1, world.Members.Asked);
    }

    [Fact]
    public void IsOpen_AnHourWithSignsOfLife_StaysOpen()
    {
        using var world = new FenceWorld();

        world.Live(TimeSpan.FromHours(1));

        Assert.True(world.Fence.IsOpen);
        Assert.Equal(0, world.Closings);
    }

    [Fact]
    public async Task PassAsync_StillAMember_PassesOnceThatIsRead()
    {
        using var world = new FenceWorld();
        world.Freeze(s_long);
        var pass = world.Fence.PassAsync().AsTask();
        world.Live(FenceWorld.Beat);
        Assert.False(pass.IsCompleted);

        await world.Members.AnswerAsync(1, isMember: true);

        await pass.EndsAsync();
        Assert.True(world.Fence.IsOpen);
        Assert.Equal(1, world.Closings);
        Assert.Equal(s_long + FenceWorld.Beat, world.ClosedFor);
    }

    [Fact]
    public async Task PassAsync_GivenUp_NeverPasses()
    {
        using var world = new FenceWorld();
        world.Freeze(s_long);
        var pass = world.Fence.PassAsync().AsTask();
        world.Live(FenceWorld.Beat);

        await world.Members.AnswerAsync(1, isMember: false);

        await Eventually.HoldsAsync(() => world.Fence.IsShut);
        world.Live(s_long);
        world.Freeze(s_long);
        world.Live(s_long);
        Assert.False(world.Fence.IsOpen);
        Assert.False(pass.IsCompleted);
        Assert.Equal(1, world.Members.Asked);
    }

    [Fact]
    public async Task Beat_TableCannotBeRead_ReadsUntilItCan()
    {
        using var world = new FenceWorld();
        world.Freeze(s_long);
        world.Live(FenceWorld.Beat);

        await world.Members.FailAsync(1);
        await world.LivesUntilAsync(() => world.Members.Asked == 2);
        await world.Members.FailAsync(2);
        await world.LivesUntilAsync(() => world.Members.Asked == 3);
        Assert.False(world.Fence.IsOpen);
        await world.Members.AnswerAsync(3, isMember: true);

        await Eventually.HoldsAsync(() => world.Fence.IsOpen);
    }

    [Fact]
    public async Task Beat_TableDoesNotAnswer_ReadsAgain()
    {
        using var world = new FenceWorld();
        world.Freeze(s_long);
        world.Live(FenceWorld.Beat);
        await world.Members.IsAskedAsync(1);

        await world.LivesUntilAsync(() => world.Members.Asked == 2);
        await world.Members.AnswerAsync(1, isMember: true);
        world.Live(FenceWorld.Beat);
        Assert.False(world.Fence.IsOpen);
        await world.Members.AnswerAsync(2, isMember: true);

        await Eventually.HoldsAsync(() => world.Fence.IsOpen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_FrozenAgainSinceItWasAskedFor_IsNotTaken(bool beatsFirst)
    {
        using var world = new FenceWorld(options: new FenceOptions { ReadTimeout = TimeSpan.FromSeconds(10) });
        world.Freeze(s_long);
        world.Live(FenceWorld.Beat);
        await world.Members.IsAskedAsync(1);

        // Frozen a second time, while the table is being read.
        world.Freeze(TimeSpan.FromSeconds(2.1));
        if (beatsFirst)
        {
            _ = world.Fence.Beat();
        }

        await world.Members.AnswerAsync(1, isMember: true);
        await world.LivesUntilAsync(() => world.Members.Asked == 2);

        Assert.False(world.Fence.IsOpen);
        await world.Members.AnswerAsync(2, isMember: true);
        await Eventually.HoldsAsync(() => world.Fence.IsOpen);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(3_600, false)]
    [InlineData(1.5, true)]
    [InlineData(-3_600, true)]
    public void Beat_WallClockLeaps_ClosesOnlyForwards(double seconds, bool isOpen)
    {
        using var world = new FenceWorld();
        world.Live(TimeSpan.FromSeconds(5));

        world.Clock.WallAhead += TimeSpan.FromSeconds(seconds);
        world.Live(FenceWorld.Beat);

        Assert.Equal(isOpen, world.Fence.IsOpen);
    }

    [Fact]
    public void Beat_WallClockGainsSlowly_StaysOpen()
    {
        using var world = new FenceWorld();

        for (var beat = 0; beat < 1_000; beat++)
        {
            world.Clock.WallAhead += TimeSpan.FromMilliseconds(100);
            world.Live(FenceWorld.Beat);
        }

        Assert.Equal(0, world.Closings);
    }

    [Fact]
    public async Task Beat_FrozenManyTimes_IsCountedEachTime()
    {
        using var world = new FenceWorld(new SoleMember());

        for (var freeze = 0; freeze < 3; freeze++)
        {
            world.Freeze(s_long);
            world.Live(FenceWorld.Beat);
            await world.Fence.PassAsync().AsTask().EndsAsync();
        }

        Assert.Equal(3, world.Closings);
    }

    [Fact]
    public async Task Start_FrozenAndBack_OpensByItself()
    {
        using var world = new FenceWorld(new SoleMember());
        world.Fence.Start();
        world.Freeze(s_long);

        await Eventually.HoldsAsync(() => world.Closings == 1 && world.Fence.IsOpen);

        await world.Fence.PassAsync().AsTask().EndsAsync();
    }

    [Fact]
    public void IsOpen_AfterTheEnd_SaysWhatItSaidLast()
    {
        var world = new FenceWorld();
        world.Fence.Start();
        world.Dispose();

        world.Freeze(s_long);

        Assert.True(world.Fence.IsOpen);
    }
}

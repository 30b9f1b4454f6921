using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>A pool that is one of several of its function.</summary>
public sealed class SlotPoolPartsTests
{
    private readonly List<PoolCommand> _commands = [];

    [Fact]
    public void Prepare_EmptyPool_StartsTheSlotsAndIsReadyWithThem()
    {
        var pool = Make();

        Assert.False(pool.Prepare(2, PoolStory.T0, _commands));
        Assert.All(_commands, command => Assert.Equal(Reason.MoreParts, command.Reason));
        MakeReady(pool, PoolStory.T0);

        Assert.True(pool.Prepare(2, PoolStory.T0, _commands));
        Assert.Equal(2, pool.SlotsCreated);
        Assert.Empty(PoolInvariants.Check(pool));
    }

    [Fact]
    public void Prepare_NobodyComes_LetsTheSlotsGoAfterAMinuteAndTheirKeepAlive()
    {
        var pool = Make();
        pool.Prepare(2, PoolStory.T0, _commands);
        MakeReady(pool, PoolStory.T0);
        _commands.Clear();

        pool.Tick(PoolStory.T0.AddSeconds(59), _commands);
        Assert.Empty(_commands);
        Assert.Equal(PoolStory.T0.AddMinutes(1), pool.NextDeadline);

        pool.Tick(PoolStory.T0.AddHours(1), _commands);
        Assert.Equal(2, _commands.Count(command => command.Kind == PoolCommandKind.Destroy));
    }

    [Fact]
    public void Prepare_MoreThanItsShare_IsReadyWithItsShare()
    {
        var pool = Make(new PoolOptions { MaximumSlots = 8 });
        pool.Parts = 4;

        pool.Prepare(5, PoolStory.T0, _commands);
        MakeReady(pool, PoolStory.T0);

        Assert.Equal(2, pool.SlotsCreated);
        Assert.True(pool.Prepare(5, PoolStory.T0, _commands));
    }

    [Fact]
    public void Knows_Request_FromItsAssignUntilItIsForgotten()
    {
        var pool = Make();
        var request = new RequestId("r1");
        Assert.False(pool.Knows(request));

        pool.Assign(request, PoolStory.T0.AddSeconds(9), PoolStory.T0, _commands);
        Assert.True(pool.Knows(request));

        pool.Abandon(request, PoolStory.T0, _commands);
        Assert.False(pool.Knows(request));
    }

    private static SlotPool Make(PoolOptions? options = null) =>
        new(PoolStory.Spec(), PoolStory.Set("pool"), options ?? new PoolOptions(), "s");

    private void MakeReady(SlotPool pool, DateTimeOffset now)
    {
        foreach (var create in _commands.Where(command => command.Kind == PoolCommandKind.Create).ToArray())
        {
            pool.SlotCreated(create.Slot!.Id, $"p-{create.Slot.Id}", now);
            pool.SlotReady(create.Slot.Id, now, _commands);
        }
    }
}

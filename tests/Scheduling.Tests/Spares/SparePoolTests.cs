using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Spares;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Spares;

public class SparePoolTests
{
    private readonly List<SpareCommand> _commands = [];
    private readonly Wish _wish = new();
    private readonly SparePool _pool;

    public SparePoolTests() => _pool = new SparePool(1024, _wish, new PoolOptions(), "p");

    private string Did
    {
        get
        {
            var told = string.Join("; ", _commands.Select(c => $"{c.Kind} {c.Spare.Id.Value} {c.Reason}"));
            _commands.Clear();
            return told;
        }
    }

    [Fact]
    public void Take_NothingPrepared_IsAMiss()
    {
        _wish.Spares = 1;

        Assert.Null(_pool.Take(At(0), _commands));
        Assert.Equal("Create p-1 SpareDemand", Did);
        Assert.Null(_pool.Take(At(1), _commands));
        Assert.Equal("", Did);
        Assert.Equal((0, 1, 2L), (_pool.Snapshot.Prepared, _pool.Snapshot.UnderWay, _pool.Snapshot.Demand.Missed));
    }

    [Fact]
    public void Take_Prepared_IsTheOldestAndIsReplaced()
    {
        _wish.Spares = 2;
        _pool.Tick(At(0), _commands);
        Make(At(1));
        Assert.Equal("Create p-1 SpareDemand; Create p-2 SpareDemand", Did);

        var taken = _pool.Take(At(5), _commands)!;

        Assert.Equal(("p-1", At(0)), (taken.Id.Value, taken.RequestedAt));
        Assert.Equal("Create p-3 SpareDemand", Did);
        Assert.False(_pool.Made(taken, At(6), _commands), "it is the taker's");
        Assert.Equal(TimeSpan.FromSeconds(1), _pool.Snapshot.MeanCreate);
    }

    [Fact]
    public void Tick_FewerWanted_DestroysTheNewestPrepared()
    {
        _wish.Spares = 3;
        _pool.Tick(At(0), _commands);
        _pool.Made(_pool.Spares[0], At(1), _commands);
        _pool.Made(_pool.Spares[1], At(1), _commands);
        Assert.Equal("Create p-1 SpareDemand; Create p-2 SpareDemand; Create p-3 SpareDemand", Did);

        _wish.Spares = 1;
        _pool.Tick(At(2), _commands);
        Assert.Equal("Destroy p-2 SpareSurplus; Destroy p-1 SpareSurplus", Did);

        // What is under way cannot be destroyed; it is the one that is wanted, until none is.
        _wish.Spares = 0;
        _pool.Tick(At(3), _commands);
        Assert.Equal("", Did);
        Make(At(4));
        Assert.Equal("Destroy p-3 SpareSurplus", Did);
        Assert.Empty(_pool.Spares);
    }

    [Fact]
    public void Failed_UnderWay_IsTriedAgainAfterAPause()
    {
        _wish.Spares = 1;
        _pool.Tick(At(0), _commands);
        Assert.Equal("Create p-1 SpareDemand", Did);

        _pool.Failed(_pool.Spares[0], At(1), _commands);
        Assert.Equal("", Did);
        Assert.Equal(At(1.1), _pool.NextDeadline);

        _pool.Tick(At(1.1), _commands);
        Assert.Equal("Create p-2 SpareDemand", Did);
    }

    [Fact]
    public void Pool_GenericPolicy_BecomesEmpty()
    {
        var pool = new SparePool(1024, new GenericPoolPolicy(0.01), new PoolOptions(), "p");
        pool.Take(At(0), _commands);
        pool.CreateTook(TimeSpan.FromSeconds(1), At(1), _commands);
        Assert.Equal("Create p-1 SpareDemand", Did);
        pool.Made(pool.Spares[0], At(2), _commands);

        // 1/60 under way, no longer worth its memory at 0.01: after 60 · ln(1/0.6) = 30.6495 s.
        Assert.Equal(30.6495, (pool.NextDeadline!.Value - At(0)).TotalSeconds, 1e-4);
        pool.Tick(pool.NextDeadline.Value, _commands);
        Assert.Equal("Destroy p-1 SpareSurplus", Did);
        Assert.Null(pool.NextDeadline);
    }

    [Fact]
    public void Close_PreparedAndUnderWay_DestroysBothAndWantsNoMore()
    {
        _wish.Spares = 1;
        _pool.Tick(At(0), _commands);
        Make(At(1));
        _wish.Spares = 2;
        _pool.Tick(At(2), _commands);
        Assert.Equal("Create p-1 SpareDemand; Create p-2 SpareDemand", Did);

        _pool.Close(At(3), _commands);
        Assert.Equal("Destroy p-1 PoolClosed", Did);
        Assert.Null(_pool.Take(At(4), _commands));
        Make(At(5));

        Assert.Equal("Destroy p-2 PoolClosed", Did);
        Assert.Empty(_pool.Spares);
        Assert.Null(_pool.NextDeadline);
    }

    [Fact]
    public void Adopt_NoneWanted_StayUntilDemandIsKnownAnew()
    {
        var adopted = _pool.Adopt(new SlotId("old-1"), At(-5), At(0));
        _pool.Tick(At(0), _commands);
        Assert.Equal("", Did);
        Assert.Equal(At(60), _pool.NextDeadline);

        _pool.Tick(At(59.9), _commands);
        Assert.Equal("", Did);
        Assert.Equal([adopted], _pool.Spares);
        _pool.Tick(At(60), _commands);

        Assert.Equal("Destroy old-1 SpareSurplus", Did);
        Assert.Null(_pool.NextDeadline);
    }

    [Fact]
    public void Adopt_Wanted_CountsAndIsTaken()
    {
        var adopted = _pool.Adopt(new SlotId("old-1"), At(-5), At(0));
        _wish.Spares = 1;
        _pool.Tick(At(0), _commands);
        Assert.Equal("", Did);

        Assert.Same(adopted, _pool.Take(At(1), _commands));
        Assert.Equal("Create p-1 SpareDemand", Did);
    }

    [Fact]
    public void Close_Adopted_DestroysThemAtOnce()
    {
        _pool.Adopt(new SlotId("old-1"), At(-5), At(0));

        _pool.Close(At(1), _commands);

        Assert.Equal("Destroy old-1 PoolClosed", Did);
    }

    private static DateTimeOffset At(double seconds) =>
        PoolStory.T0.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    private void Make(DateTimeOffset now)
    {
        foreach (var spare in _pool.Spares.Where(spare => !spare.IsPrepared).ToArray())
        {
            _pool.Made(spare, now, _commands);
        }
    }

    private sealed class Wish : ISparePolicy
    {
        public int Spares { get; set; }

        public SpareDecision Decide(in SpareSnapshot pool) => new(Spares, Reason.SpareDemand);
    }
}

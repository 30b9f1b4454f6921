using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Nodes;

public sealed class NodeLedgerChargesTests
{
    private readonly LedgerStory _story = new LedgerStory("learned-use").With("a");

    private static MeasuredNeed Seen(double megabytes, double millicores) =>
        new(new Resources(megabytes, millicores), Resources.Zero);

    private int Recharge(MeasuredNeed seen, string function = "f")
    {
        var changed = _story.Ledger.Recharge(new FunctionKey(function), seen, _story.Now);
        Assert.Empty(NodeLedgerInvariants.Check(_story.Ledger));
        return changed;
    }

    [Fact]
    public void Recharge_SeenToUseLess_MakesRoom()
    {
        _story.Confirm(_story.Reserve(2_048, 1_000), "s1");
        _story.Confirm(_story.Reserve(2_048, 1_000), "s2");
        Assert.Equal(nameof(PlacementRefusal.NoRoom), _story.Place(LedgerStory.Request(2_048, 1_000, "g")));

        Assert.Equal(2, Recharge(Seen(100, 50)));

        Assert.Equal(new Resources(4_096 - 200, 2_000 - 100), _story.Node("a").Free);
        Assert.Equal("a", _story.Place(LedgerStory.Request(2_048, 1_000, "g")));
    }

    [Fact]
    public void Recharge_SeenToUseMoreThanDeclared_ChargesWhatIsDeclared()
    {
        _story.Confirm(_story.Reserve(512, 300), "s1");

        Assert.Equal(0, Recharge(Seen(800, 900)));

        Assert.Equal(new Resources(512, 300), _story.Node("a").Used);
    }

    [Fact]
    public void Recharge_GrowsBeyondWhatIsLeft_TakesWhatIsLeft()
    {
        // 2,048 declared and charged with 100, beside 3,900 of another: 96 MB are left, so that 196 is all it can have.
        _story.Confirm(_story.Reserve(2_048, 100), "s1");
        Recharge(Seen(100, 100));
        _story.Fill("a", 3_900, 100);

        Assert.Equal(1, Recharge(Seen(1_000, 100)));

        Assert.Equal(new Resources(4_096 - 3_900, 100), _story.Ledger.Find(new SlotId("s1"))!.Need);
        Assert.Equal(0, _story.Node("a").Free.MemoryMegabytes);
    }

    [Fact]
    public void Recharge_WithinATenthOfTheLast_ChangesNothing()
    {
        _story.Confirm(_story.Reserve(2_048, 1_000), "s1");
        Assert.Equal(1, Recharge(Seen(100, 50)));

        Assert.Equal(0, Recharge(Seen(105, 50)));
        Assert.Equal(1, Recharge(Seen(115, 50)));
    }

    [Fact]
    public void Recharge_LastOneFellShort_IsMadeUpWhenThereIsRoom()
    {
        // As above, but then the other goes: what is lacking is charged though nothing else was measured.
        _story.Confirm(_story.Reserve(2_048, 100), "s1");
        Recharge(Seen(100, 100));
        _story.Fill("a", 3_900, 100);
        Recharge(Seen(1_000, 100));

        _story.Ledger.Release(new SlotId("filled-0"));

        Assert.Equal(1, Recharge(Seen(1_000, 100)));
        Assert.Equal(1_000, _story.Ledger.Find(new SlotId("s1"))!.Need.MemoryMegabytes);
    }

    [Fact]
    public void Recharge_ThenRelease_LeavesNothingCharged()
    {
        _story.Confirm(_story.Reserve(2_048, 1_000), "s1");
        Recharge(new MeasuredNeed(new Resources(33.3, 7.7), new Resources(10, 10)));

        Assert.True(_story.Ledger.Release(new SlotId("s1")));

        Assert.Equal(Resources.Zero, _story.Node("a").Used);
        Assert.Equal(_story.Node("a").Offered, _story.Node("a").Free);
    }

    [Theory]
    [InlineData("best-fit", 0)]
    [InlineData("spread", 0)]
    [InlineData("learned-spread", 1)]
    [InlineData("learned-use-mean-peak", 1)]
    public void Recharge_ByPolicy_OnlyWhereMeasuredUseIsCharged(string policy, int changed)
    {
        var story = new LedgerStory(policy).With("a");
        story.Confirm(story.Reserve(2_048, 1_000), "s1");

        Assert.Equal(changed, story.Ledger.Recharge(new FunctionKey("f"), Seen(1, 1), story.Now));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void Recharge_CannotBeMeant_ChangesNothing(double megabytes, double millicores)
    {
        _story.Confirm(_story.Reserve(512, 300), "s1");

        Assert.Equal(0, Recharge(Seen(megabytes, millicores)));
    }

    [Fact]
    public void Recharge_UnknownFunction_ChangesNothing() => Assert.Equal(0, Recharge(Seen(1, 1), "stranger"));
}

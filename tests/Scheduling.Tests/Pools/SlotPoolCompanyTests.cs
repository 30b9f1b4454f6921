using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>How many requests shared a slot, for those who learn from it.</summary>
public sealed class SlotPoolCompanyTests
{
    private readonly PoolStory _story = new(function: PoolStory.Spec(concurrency: 2));

    public SlotPoolCompanyTests()
    {
        _story.At(0).Assign("r1");
        _story.At(10).Ready(1);
    }

    [Fact]
    public void CompanyOf_AnotherOneCameAndWent_IsTheMeanOverTime()
    {
        _story.At(11).Assign("r2");
        Assert.Equal(new RunCompany(PoolStory.T0.AddSeconds(11), 2), CompanyOf("r2", at: 13));
        _story.At(13).Complete("r2", 1);

        // One for a second, two for two, one for one: 6 / 4.
        Assert.Equal(new RunCompany(PoolStory.T0.AddSeconds(10), 1.5), CompanyOf("r1", at: 14));
    }

    [Fact]
    public void CompanyOf_NoTimeHasPassed_IsWhoIsThere()
    {
        _story.At(11).Assign("r2");

        Assert.Equal(2, CompanyOf("r2", at: 11)?.Mean);
    }

    [Fact]
    public void CompanyOf_SlotUsedBefore_CountsFromTheGrant()
    {
        _story.At(20).Complete("r1", 1);
        _story.At(25).Assign("r2");

        Assert.Equal(new RunCompany(PoolStory.T0.AddSeconds(25), 1), CompanyOf("r2", at: 30));
    }

    [Fact]
    public void CompanyOf_HoldsNothing_IsUnknown()
    {
        Assert.Null(CompanyOf("nobody", at: 11));
        Assert.Null(_story.Pool.CompanyOf(new RequestId("r1"), PoolStory.Slot(2), _story.Now));

        _story.At(20).Complete("r1", 1);
        Assert.Null(CompanyOf("r1", at: 21));
    }

    [Fact]
    public void SampleCompany_SinceTheLookBefore_IsTheMean()
    {
        Assert.Equal(1, Sample(at: 11));
        _story.At(12).Assign("r2");
        Assert.Equal(1.75, Sample(at: 15)); // one for a second, two for three
        _story.At(15).Complete("r2", 1);
        _story.At(15).Complete("r1", 1);
        Assert.Equal(0, Sample(at: 16));
    }

    [Fact]
    public void SampleCompany_SlotServesNobody_IsUnknown()
    {
        Assert.Null(_story.Pool.SampleCompany(PoolStory.Slot(7), _story.Now));
    }

    [Fact]
    public void Redeclare_LowerConcurrency_SlotsInUseAboveItDrain()
    {
        _story.At(11).Assign("r2");
        var (pool, commands) = (_story.Pool, new List<PoolCommand>());
        pool.Redeclare(PoolStory.Spec(concurrency: 1), PoolStory.T0.AddSeconds(12), commands);
        Assert.Empty(PoolInvariants.Check(pool, concurrency: 2));

        // One of two is done: the other one is all that the slot may run now.
        _story.At(13).Complete("r2", 1);
        Assert.Equal(AssignStatus.Waiting, _story.At(13).Assign("r3").Status);

        _story.At(13.5).Complete("r1", 1);
        Assert.Equal("Grant r3 s-1 ReturnedSlot", _story.Did);
    }

    [Fact]
    public void Redeclare_HigherConcurrency_WaitersAreGrantedAtOnce()
    {
        _story.At(11).Assign("r2");
        _story.At(11).Assign("r3");

        _story.At(11.5).Redeclare(PoolStory.Spec(concurrency: 4));

        Assert.Equal("Grant r3 s-1 ReturnedSlot", _story.Did);
    }

    private RunCompany? CompanyOf(string request, double at) =>
        _story.Pool.CompanyOf(new RequestId(request), PoolStory.Slot(1), PoolStory.T0.AddSeconds(at));

    private double? Sample(double at) => _story.Pool.SampleCompany(PoolStory.Slot(1), PoolStory.T0.AddSeconds(at));
}

using OrleansScaler.Gateway.MiniFaas2020;
using OrleansScaler.Testing;

namespace OrleansScaler.Gateway.Tests.MiniFaas2020;

/// <summary>What a gateway remembers of what it lent, and for how long.</summary>
public sealed class LentContainersTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Find_Noted_IsTheLoanOfThatRequestAndContainer()
    {
        var lent = new LentContainers(10, _clock);
        var loan = Loan("i1", TimeSpan.FromMinutes(2));

        lent.Note("r1", "c1", loan);

        Assert.Equal(loan, lent.Find("r1", "c1"));
        Assert.Null(lent.Find("r1", "c2"));
        Assert.Null(lent.Find("r2", "c1"));
    }

    [Fact]
    public void Forget_Noted_IsFoundNoMore()
    {
        var lent = new LentContainers(10, _clock);
        lent.Note("r1", "c1", Loan("i1", TimeSpan.FromMinutes(2)));

        lent.Forget("r1", "c1");
        lent.Forget("r1", "c1");

        Assert.Null(lent.Find("r1", "c1"));
        Assert.Equal(0, lent.Count);
    }

    [Fact]
    public void Note_SameAgain_IsOne()
    {
        var lent = new LentContainers(10, _clock);

        lent.Note("r1", "c1", Loan("i1", TimeSpan.FromMinutes(2)));
        lent.Note("r1", "c1", Loan("i1", TimeSpan.FromMinutes(2)));

        Assert.Equal(1, lent.Count);
    }

    [Fact]
    public void Note_BeyondTheBound_ForgetsTheOneLentLongestAgo()
    {
        var lent = new LentContainers(1_000, _clock);
        for (var request = 0; request < 5_000; request++)
        {
            lent.Note($"r{request}", "c1", Loan("i1", TimeSpan.FromMinutes(2)));
            Assert.InRange(lent.Count, 1, 1_000);
        }

        Assert.NotNull(lent.Find("r4999", "c1"));
        Assert.Null(lent.Find("r0", "c1"));
    }

    [Fact]
    public void Note_AfterReturnsThatNeverCame_ForgetsThemWhenTheirTimeIsOver()
    {
        var lent = new LentContainers(1_000, _clock);
        for (var request = 0; request < 100; request++)
        {
            lent.Note($"lost{request}", "c1", Loan("i1", TimeSpan.FromMinutes(2)));
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        for (var request = 0; request < 60; request++)
        {
            lent.Note($"r{request}", "c1", Loan("i1", TimeSpan.FromMinutes(2)));
        }

        Assert.Equal(60, lent.Count);
        Assert.NotNull(lent.Find("r0", "c1"));
    }

    private LentContainer Loan(string instanceId, TimeSpan rest) => new("f", instanceId, _clock.GetUtcNow() + rest);
}

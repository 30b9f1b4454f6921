using OrleansScaler.Scheduling.Budgets;

namespace OrleansScaler.Scheduling.Tests.Budgets;

public sealed class MemoryBudgetTests
{
    private readonly MemoryBudget _budget = new(1_024);

    [Fact]
    public void NextVictim_ExactlyFull_IsNobody()
    {
        Report(_budget.Join("member"), 1_024, 1);

        Assert.Null(_budget.NextVictim());
        Assert.False(_budget.IsOver);
    }

    [Fact]
    public void NextVictim_Over_IsWhoIsWorthLeast()
    {
        var (one, two, three) = (_budget.Join("member"), _budget.Join("member"), _budget.Join("member"));
        Report(one, 512, 3);
        Report(two, 512, 2);
        Report(three, 512, 2.5);

        Assert.Equal(two, _budget.NextVictim());
        Assert.Equal(2, _budget.Clock);
    }

    [Fact]
    public void NextVictim_EqualWorth_IsTheFirstByName()
    {
        var (one, two) = (_budget.Join("b"), _budget.Join("a"));
        Report(one, 512, 2);
        Report(two, 1_024, 2);

        Assert.Equal(two, _budget.NextVictim());
    }

    [Fact]
    public void NextVictim_NamedOnce_IsNotNamedAgainBeforeItReports()
    {
        var (one, two) = (_budget.Join("member"), _budget.Join("member"));
        Report(one, 1_024, 1);
        Report(two, 1_024, 5);

        Assert.Equal(one, _budget.NextVictim());
        Assert.Equal(two, _budget.NextVictim());
        Assert.Null(_budget.NextVictim());

        Report(one, 1_024, 7);
        Assert.Equal(one, _budget.NextVictim());
    }

    [Fact]
    public void NextVictim_NothingIdle_IsNobodyThoughItIsOver()
    {
        Report(_budget.Join("member"), 2_048, null);

        Assert.Null(_budget.NextVictim());
        Assert.True(_budget.IsOver);
        Assert.Equal(0, _budget.Clock);
    }

    [Fact]
    public void Clock_LowerWorthAfterHigher_NeverGoesBack()
    {
        var one = _budget.Join("member");
        Report(one, 2_048, 9);
        _budget.NextVictim();
        Report(one, 2_048, 4);

        _budget.NextVictim();

        Assert.Equal(9, _budget.Clock);
    }

    [Fact]
    public void Leave_AMember_TakesItsMemoryAndGivesItsNumberOn()
    {
        var (one, two) = (_budget.Join("member"), _budget.Join("member"));
        Report(one, 512, 1);
        Report(two, 256, 1);

        _budget.Leave(one);

        Assert.Equal(256, _budget.LiveMegabytes);
        Assert.Equal(one, _budget.Join("member"));
    }

    [Fact]
    public void IsOver_FractionsComeAndGo_LeaveNoPressureBehind()
    {
        var members = Enumerable.Range(0, 10).Select(_ => _budget.Join("member")).ToArray();
        for (var round = 0; round < 1_000; round++)
        {
            foreach (var member in members)
            {
                Report(member, round % 2 == 0 ? 102.4 : 33.3, 1);
            }
        }

        foreach (var member in members)
        {
            Report(member, 102.4, 1);
        }

        Assert.False(_budget.IsOver);
    }

    private void Report(int member, double megabytes, double? priority) =>
        _budget.Report(member, megabytes, priority);
}

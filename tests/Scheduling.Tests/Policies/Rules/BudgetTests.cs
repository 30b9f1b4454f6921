using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.Rules;

/// <summary>A memory budget is over all functions, so a book has one at most.</summary>
public sealed class BudgetTests
{
    private readonly BudgetCheck _check = new();

    [Fact]
    public void Add_TwoDifferentBudgets_NamesBoth()
    {
        Assert.Null(_check.Add(Set("a", 1_024)));

        Assert.Equal(
            "'b' has a memory budget of 2048 MB, but 'a' one of 1024 MB; there is one budget over all functions.",
            _check.Add(Set("b", 2_048)));
    }

    [Fact]
    public void Add_OneBudgetTwice_IsFine()
    {
        Assert.Null(_check.Add(Set("a", 1_024)));
        Assert.Null(_check.Add(Set("b", null)));
        Assert.Null(_check.Add(Set("c", 1_024)));
    }

    [Fact]
    public void BudgetMegabytes_OneSetHasOne_IsTheBooks() =>
        Assert.Equal(1_024, new PolicyBook(Set("a", 1_024)).BudgetMegabytes);

    private static PolicySet Set(string name, double? megabytes) =>
        PoolStory.Set("break-even") with { Name = name, BudgetMegabytes = megabytes };
}

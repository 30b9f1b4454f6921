using OrleansScaler.Grains.Budgets;

namespace OrleansScaler.Grains.Tests.Budgets;

/// <summary>Who is asked for a slot, and when the lock is taken. Slots of 128 MB, two of which fit.</summary>
public sealed class SiloBudgetTests
{
    private const double Slot = 128;

    private readonly SiloBudget _budget = new(2 * Slot);
    private readonly BudgetSeat _one = new("f1");
    private readonly BudgetSeat _two = new("f2");
    private readonly BudgetSeat _three = new("f3");

    [Fact]
    public void Report_Fits_AsksNobody()
    {
        Assert.Empty(Report(_one, 1, 5));
        Assert.Empty(Report(_two, 1, 6));
    }

    [Fact]
    public void Report_Over_AsksWhoIsWorthLeastOnce()
    {
        Report(_one, 1, 6);
        Report(_two, 1, 5);

        Assert.Equal(["f2"], Report(_three, 1, null));
        Assert.Equal(5, _budget.Clock);

        // Asked already: what it gives is counted as given.
        Assert.Empty(Report(_three, 1, 1));
        Assert.Equal(["f1"], Report(_three, 2, null));
    }

    [Fact]
    public void Answered_GaveASlot_AsksNobodyElse()
    {
        Report(_one, 1, 6);
        Report(_two, 1, 5);
        Report(_three, 1, null);
        Report(_two, 0, null);

        Assert.Empty(Names(_budget.Answered(_two, hasFailed: false)));
    }

    [Fact]
    public void Answered_HadNone_AsksTheNext()
    {
        Report(_one, 1, 6);
        Report(_two, 1, 5);
        Report(_three, 1, null);
        Report(_two, 1, null);

        Assert.Equal(["f1"], Names(_budget.Answered(_two, hasFailed: false)));
    }

    [Fact]
    public void Answered_Failed_IsNotAskedAgainBeforeItHasAnIdleSlotAnew()
    {
        Report(_two, 2, 5);
        Assert.Equal(["f2"], Report(_three, 1, null));

        Assert.Empty(Names(_budget.Answered(_two, hasFailed: true)));
        Assert.Equal(["f2"], Report(_two, 2, 5));
    }

    [Fact]
    public void Report_BecomesIdleWhileOver_IsAskedAtOnce()
    {
        Report(_one, 2, null);
        Assert.Empty(Report(_two, 1, null));

        Assert.Equal(["f1"], Report(_one, 2, 3));
    }

    [Fact]
    public void Answered_StillTooMuch_AsksTheNext()
    {
        Report(_one, 1, 6);
        Report(_two, 1, 5);
        Assert.Equal(["f2"], Report(_three, 2, null));

        // What it gives is news too; who is next is told to who asked.
        Assert.Empty(Report(_two, 0, null));
        Assert.Equal(["f1"], Names(_budget.Answered(_two, hasFailed: false)));
    }

    [Fact]
    public void Report_OneDoesNotAnswer_AsksAnotherAtTheNextNews()
    {
        Report(_one, 1, 6);
        Report(_two, 1, 5);
        Assert.Equal(["f2"], Report(_three, 2, null));

        Assert.Equal(["f1"], Report(_three, 3, null));
    }

    [Fact]
    public void Report_HoldsNothingAnyMore_IsForgotten()
    {
        Report(_one, 2, 6);
        Report(_one, 0, null);

        Assert.Empty(Report(_two, 2, null));
        Assert.Equal(-1, _one.Member);
    }

    [Fact]
    public void Report_MemoryUnchanged_TakesNoLock()
    {
        Report(_one, 2, 6);
        var taken = _budget.LocksTaken;

        Report(_one, 2, null);
        Report(_one, 2, 7);
        Report(_one, 2, 8);

        Assert.Equal(taken, _budget.LocksTaken);
        Assert.Equal(8, _one.Priority);
    }

    private IEnumerable<string> Report(BudgetSeat seat, int slots, double? priority) =>
        Names(_budget.Report(seat, slots * Slot, Slot, priority));

    private static IEnumerable<string> Names(BudgetSeat? victim) => victim is null ? [] : [victim.Function];
}

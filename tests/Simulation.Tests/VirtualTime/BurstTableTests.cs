namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>
/// The bar of an asynchronous start: at most half the slots of one per request, at a p99 wait equal or better. Where
/// slots start all at once nothing is faster than one for each, so there "equal" means within the policy's tolerance,
/// 5 % of a start; on a platform that makes a few at a time it holds to the letter.
/// </summary>
public sealed class BurstTableTests
{
    private const double Tolerance = 1.05;

    public static TheoryData<int, double> Cells
    {
        get
        {
            var cells = new TheoryData<int, double>();
            foreach (var calls in new[] { 10, 100, 1_000 })
            {
                foreach (var executionMs in new[] { 1.0, 10, 50 })
                {
                    cells.Add(calls, executionMs);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void FirstBurst_NothingKnown_HalfTheSlotsAtOneMoreCallOfWait(int calls, double executionMs)
    {
        var each = Bursts.Play("per-request", calls, executionMs, keepAliveSeconds: 10);
        var patient = Bursts.Play("cost-patience", calls, executionMs, keepAliveSeconds: 10);

        Assert.Equal((calls, calls / 2), (each.Slots(0, 1), patient.Slots(0, 1)));
        Assert.Equal(each.P99(0, 1) + executionMs, patient.P99(0, 1), 6);
        Assert.InRange(patient.P99(0, 1), 0, each.P99(0, 1) * Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void LaterBursts_NothingKeptInBetween_HalfTheSlotsOrLessWithinTheTolerance(int calls, double executionMs)
    {
        var each = Bursts.Play("per-request", calls, executionMs, keepAliveSeconds: 10);
        var patient = Bursts.Play("cost-patience", calls, executionMs, keepAliveSeconds: 10);

        // 55 ms serve 56, 6 or 2 calls a slot; what the line itself adds up to makes a slot or two more.
        var callsOfSlot = 1 + Math.Floor(55 / executionMs);
        var slots = Math.Ceiling(calls / callsOfSlot) * (Bursts.Count - 1);
        Assert.InRange(patient.Slots(1, Bursts.Count), slots, Math.Min(slots + 9, each.Slots(1, Bursts.Count) / 2));
        Assert.InRange(patient.P99(1, Bursts.Count), 0, each.P99(1, Bursts.Count) * Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void LaterBursts_SlotsKeptInBetween_AreServedByThemWithinTheTolerance(int calls, double executionMs)
    {
        var patient = Bursts.Play("cost-patience", calls, executionMs, keepAliveSeconds: 120);

        Assert.Equal(0, patient.Slots(1, Bursts.Count));
        Assert.InRange(patient.P99(1, Bursts.Count), 0, (Tolerance - 1) * Bursts.Start.TotalMilliseconds);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(100, 10)]
    [InlineData(100, 50)]
    [InlineData(1_000, 1)]
    [InlineData(1_000, 10)]
    [InlineData(1_000, 50)]
    public void FirstBurst_PlatformMakesTenAtATime_HalfTheSlotsAndNoLongerWait(int calls, double executionMs)
    {
        var each = Bursts.Play("per-request", calls, executionMs, keepAliveSeconds: 10, new TenAtATime());
        var patient = Bursts.Play("cost-patience", calls, executionMs, keepAliveSeconds: 10, new TenAtATime());

        Assert.InRange(patient.Slots(0, 1), 1, each.Slots(0, 1) / 2);
        Assert.InRange(patient.P99(0, 1), 0, each.P99(0, 1));
    }
}

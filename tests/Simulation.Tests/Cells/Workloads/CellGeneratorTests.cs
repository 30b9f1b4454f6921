using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Simulation.Tests.Cells.Workloads;

public sealed class CellGeneratorTests
{
    private const double Tolerance = 0.01;

    /// <summary>The table rounds down: 0 ms may be 0.9.</summary>
    private const double Rounding = 0.5;

    public static TheoryData<ulong> Seeds => [1, 2, 3, 42, 20_200_901];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_AnySeed_HasTheTablesCountsExactly(ulong seed)
    {
        var workload = ContestTable.Trace.Draw(seed);

        Assert.Equal(73_156, workload.Calls.Count);
        foreach (var (function, row) in ContestTable.Rows.Index())
        {
            var rounds = Rounds(workload, function);

            Assert.Equal(row.Calls, rounds.Sum(round => round.Count()));
            Assert.Equal(row.Rounds, rounds.Length);
            Assert.Equal(row.CallsPerRoundMaximum, rounds.Max(round => round.Count()));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_AnySeed_ExecutionsHaveLeastMeanAndGreatest(ulong seed)
    {
        var workload = ContestTable.Trace.Draw(seed);

        foreach (var (function, row) in ContestTable.Rows.Index())
        {
            double[] executions =
            [
                .. CallsOf(workload, function).Select(call => (call.Work.Cpu + call.Work.Waiting).TotalMilliseconds),
            ];
            AssertSpread(
                row.Cpu == CpuKind.Burst ? new FigureSpread(154, 227, 300) : row.ExecutionMs, executions);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_AnySeed_MemoryHasMeanAndGreatest(ulong seed)
    {
        var workload = ContestTable.Trace.Draw(seed);

        foreach (var (function, row) in ContestTable.Rows.Index())
        {
            AssertSpread(
                row.MemoryMegabytes,
                [.. CallsOf(workload, function).Select(call => call.Work.MemoryMegabytes + 1)]);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_AnySeed_GapsHaveTheirFiguresButForPauses(ulong seed)
    {
        var workload = ContestTable.Trace.Draw(seed);

        foreach (var (function, row) in ContestTable.Rows.Index())
        {
            var times = Rounds(workload, function).Select(round => round.Key).ToArray();
            double[] gaps =
            [
                .. times.Skip(1).Zip(times, (later, earlier) => (later - earlier).TotalMilliseconds).Order(),
            ];

            // f3 is silent for half of the run: two pauses.
            AssertSpread(row.GapMs, row.Function.Key.Value == "f3" ? gaps[..^2] : gaps);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_AnySeed_CallsAreInOrderAndInTheRun(ulong seed)
    {
        var workload = ContestTable.Trace.Draw(seed);

        Assert.Equal(
            workload.Calls.Select(call => call.At).Order(), workload.Calls.Select(call => call.At));
        Assert.True(workload.Calls[0].At >= TimeSpan.Zero);
        Assert.True(workload.Calls[^1].At <= TimeSpan.FromSeconds(1_223));
    }

    [Theory]
    [InlineData(1, 1.0)] // f1: all
    [InlineData(9, 1.0)]
    [InlineData(10, 1.0)]
    [InlineData(12, 0.05)]
    [InlineData(14, 0.05)]
    public void Draw_CpuWork_IsTheKindsShare(int function, double share)
    {
        var workload = ContestTable.Trace.Draw(1);

        Assert.All(CallsOf(workload, function - 1), call => Assert.Equal(
            share * (call.Work.Cpu + call.Work.Waiting).TotalMilliseconds,
            call.Work.Cpu.TotalMilliseconds,
            tolerance: 0.001));
    }

    [Fact]
    public void Draw_RoundsWithNextToNoGap_AreHalvesOfOne()
    {
        var rounds = Rounds(ContestTable.Trace.Draw(7), function: 8); // f9: 117 times 20

        var halves = rounds.Where(round => round.Count() < 20).ToArray();

        Assert.Equal([10, 10], halves.Select(half => half.Count()));
        Assert.Equal(209, (halves[1].Key - halves[0].Key).TotalMilliseconds, 3);
    }

    [Fact]
    public void Draw_Storm_IsFiveRoundsAtATimeOfTheSeed()
    {
        var starts = Enumerable.Range(0, 20)
            .Select(seed => Rounds(ContestTable.Trace.Draw((ulong)seed), function: 14)[0].Key.TotalSeconds)
            .ToArray();

        Assert.All(starts, start => Assert.InRange(start, 1_223 / 4.0 - 2, 1_220));
        Assert.True(starts.Max() - starts.Min() > 400);
    }

    [Fact]
    public void Draw_SameSeed_SameCalls()
    {
        Assert.Equal(ContestTable.Trace.Draw(5).Calls, ContestTable.Trace.Draw(5).Calls);
        Assert.NotEqual(ContestTable.Trace.Draw(5).Calls, ContestTable.Trace.Draw(6).Calls);
    }

    private static void AssertSpread(FigureSpread expected, double[] values)
    {
        Near(expected.Least, values.Min());
        Near(expected.Mean, values.Average());
        Near(expected.Greatest, values.Max());
    }

    private static void Near(double expected, double actual) =>
        Assert.InRange(actual, expected - Margin(expected), expected + Margin(expected));

    private static double Margin(double expected) => Math.Max(Rounding, Tolerance * expected);

    private static IEnumerable<CellArrival> CallsOf(CellWorkload workload, int function) =>
        workload.Calls.Where(call => call.Function == function);

    private static IGrouping<TimeSpan, CellArrival>[] Rounds(CellWorkload workload, int function) =>
        [.. CallsOf(workload, function).GroupBy(call => call.At)];
}

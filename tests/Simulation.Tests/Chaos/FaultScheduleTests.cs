using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Simulation.Tests.Chaos;

public sealed class FaultScheduleTests
{
    private static readonly TimeSpan s_twoMinutes = TimeSpan.FromSeconds(120);
    private static readonly FaultKind[] s_all = Enum.GetValues<FaultKind>();

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 50).Select(seed => (ulong)seed)];

    [Fact]
    public void Shapes_All_StandInTheOrderOfTheirKinds()
    {
        Assert.Equal(s_all, FaultShape.All.Select(shape => shape.Kind));
        Assert.All(FaultShape.All, shape => Assert.Equal(shape.Kind, FaultShape.Find(shape.Name)));
        Assert.Null(FaultShape.Find("earthquake"));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_TwoMinutes_HasEveryKindAtLeastOnce(ulong seed)
    {
        var schedule = FaultSchedule.Draw(seed, s_twoMinutes, s_all);

        Assert.Empty(schedule.LeftOut);
        Assert.Equal(s_all, schedule.Faults.Select(fault => fault.Kind).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_AnySeed_NeverHasTwoFaultsOfATrackAtOnce(ulong seed)
    {
        var schedule = FaultSchedule.Draw(seed, s_twoMinutes, s_all);

        foreach (var track in schedule.Faults.GroupBy(fault => FaultShape.Of(fault.Kind).Track))
        {
            var faults = track.ToList();
            Assert.True(faults[0].At >= FaultSchedule.Quiet, $"seed {seed}: {faults[0]} in the quiet time");
            Assert.All(faults.Zip(faults.Skip(1)), pair => Assert.True(
                pair.First.End <= pair.Second.At, $"seed {seed}: {pair.Second} during {pair.First}"));
            Assert.True(faults[^1].End <= s_twoMinutes, $"seed {seed}: {faults[^1]} lasts beyond the load");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_AnySeed_KeepsToTheLengthsOfItsKinds(ulong seed) =>
        Assert.All(FaultSchedule.Draw(seed, s_twoMinutes, s_all).Faults, fault =>
        {
            var shape = FaultShape.Of(fault.Kind);
            Assert.InRange(fault.Length, shape.Shortest, shape.Longest);
            Assert.InRange(fault.Aim, 0, 1);
        });

    [Fact]
    public void Draw_SameSeed_IsTheSame()
    {
        var once = FaultSchedule.Draw(7, s_twoMinutes, s_all);

        Assert.Equal(once.Faults, FaultSchedule.Draw(7, s_twoMinutes, s_all).Faults);
        Assert.NotEqual(once.Faults, FaultSchedule.Draw(8, s_twoMinutes, s_all).Faults);
    }

    [Fact]
    public void Draw_MuchRoomForOneKind_RepeatsIt() =>
        Assert.InRange(FaultSchedule.Draw(1, s_twoMinutes, [FaultKind.Kill]).Faults.Count, 10, 20);

    [Fact]
    public void Draw_TooLittleRoom_NamesWhatIsLeftOut()
    {
        var schedule = FaultSchedule.Draw(1, TimeSpan.FromSeconds(20), s_all);
        var there = schedule.Faults.Select(fault => fault.Kind);

        Assert.NotEmpty(schedule.Faults);
        Assert.NotEmpty(schedule.LeftOut);
        Assert.Equal(s_all, there.Concat(schedule.LeftOut).Distinct().Order());
    }

    [Fact]
    public void Draw_NoKinds_IsEmpty() => Assert.Empty(FaultSchedule.Draw(1, s_twoMinutes, []).Faults);

    [Fact]
    public void OneKill_AnyLength_StrikesInTheMiddleAndIsBackAtOnce() => Assert.Equal(
        new PlannedFault(FaultKind.Kill, TimeSpan.FromSeconds(60), TimeSpan.Zero, 0),
        Assert.Single(FaultSchedule.OneKill(s_twoMinutes).Faults));
}

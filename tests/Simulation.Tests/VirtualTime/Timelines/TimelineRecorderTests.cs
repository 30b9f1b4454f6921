using OrleansScaler.Simulation.VirtualTime;
using OrleansScaler.Simulation.VirtualTime.Timelines;

namespace OrleansScaler.Simulation.Tests.VirtualTime.Timelines;

public sealed class TimelineRecorderTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Fact]
    public void Take_Changes_AreAveragedOverTheirParts()
    {
        // Four parts of 10 s. Two slots from 5 to 25, three from there; demand 1 from 5 to 8.
        var recorder = new TimelineRecorder(1, Seconds(40), parts: 4);
        recorder.Observe(0, Seconds(5).Ticks, slots: 2, demand: 1);
        recorder.Observe(0, Seconds(8).Ticks, slots: 2, demand: 0);
        recorder.Observe(0, Seconds(25).Ticks, slots: 3, demand: 0);

        Assert.Equal(
            [new(1, 2, 0.3, 1), new(2, 2, 0, 0), new(2.5, 3, 0, 0), new TimelinePart(3, 3, 0, 0)],
            Only(recorder).Parts);
    }

    [Fact]
    public void Take_ChangedBackAtTheSameInstant_NeverWas()
    {
        var recorder = new TimelineRecorder(1, Seconds(10), parts: 1);
        recorder.Observe(0, Seconds(5).Ticks, slots: 9, demand: 9);
        recorder.Observe(0, Seconds(5).Ticks, slots: 1, demand: 0);

        Assert.Equal(new TimelinePart(0.5, 1, 0, 0), Assert.Single(Only(recorder).Parts));
    }

    [Fact]
    public void Take_PastTheEnd_IsCutOff()
    {
        var recorder = new TimelineRecorder(1, Seconds(10), parts: 2);
        recorder.Observe(0, Seconds(9).Ticks, slots: 1, demand: 1);
        recorder.Observe(0, Seconds(50).Ticks, slots: 0, demand: 0);

        Assert.Equal([default, new TimelinePart(0.2, 1, 0.2, 1)], Only(recorder).Parts);
    }

    [Fact]
    public void Take_LengthNotDivisible_LastPartIsShorterAndItsAverageRight()
    {
        // 10 ticks in 4 parts: 3, 3, 3 and 1.
        var recorder = new TimelineRecorder(1, TimeSpan.FromTicks(10), parts: 4);
        recorder.Observe(0, 0, slots: 4, demand: 2);

        var timeline = Only(recorder);
        Assert.Equal(3, timeline.PartLength.Ticks);
        Assert.Equal(Enumerable.Repeat(new TimelinePart(4, 4, 2, 2), 4), timeline.Parts);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    public void Take_TraceShorterThanItsParts_HasAPartForEachTick(int ticks, int parts)
    {
        var recorder = new TimelineRecorder(1, TimeSpan.FromTicks(ticks));
        recorder.Observe(0, 0, slots: 1, demand: 1);

        Assert.Equal(parts, Only(recorder).Parts.Count);
    }

    [Fact]
    public void Take_Functions_ComeInTheOrderAskedWithoutTheQuietOnes()
    {
        var recorder = new TimelineRecorder(3, Seconds(10), parts: 1);
        recorder.Observe(2, 0, slots: 2, demand: 0);
        recorder.Observe(0, 0, slots: 1, demand: 0);

        Assert.Equal([2, 0], recorder.Take([2, 1, 0]).Select(timeline => timeline.Function));
    }

    [Fact]
    public void Play_Story_RecordsSlotsAndDemand()
    {
        // The first call arrives at 2, waits for its start to 4 and runs to 6. The second arrives at 3, waits for its
        // own start to 5 and runs to 7. At 16 and 17 the slots are still warm; a tick later they are gone.
        var trace = StoryTrace.Of(20, 1024).Call(2, 2).Call(3, 2);
        var recorder = new TimelineRecorder(1, trace.Length, parts: 20);

        var card = Simulated.Play(
            trace, "fixed:10s", TwoSeconds, new VirtualRunOptions { Timelines = recorder });

        var parts = Only(recorder).Parts;
        int[] slots = [0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 0, 0, 0];
        int[] mostSlots = [0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 0, 0];
        int[] demand = [0, 0, 1, 2, 2, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(slots.Select(mean => (double)mean), parts.Select(part => Math.Round(part.MeanSlots, 6)));
        Assert.Equal(mostSlots, parts.Select(part => part.MostSlots));
        Assert.Equal(demand.Select(mean => (double)mean), parts.Select(part => part.MeanDemand));
        Assert.Equal(demand, parts.Select(part => part.MostDemand));
        Assert.Equal(card.SlotGbSeconds, parts.Sum(part => part.MeanSlots), 6);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Play_RandomTrace_AddsUpToTheScorecard(ulong seed)
    {
        var trace = StoryTrace.Random(seed, functions: 3, calls: 500, endSeconds: 600);
        var recorder = new TimelineRecorder(3, trace.Length, parts: 7);

        var card = Simulated.Play(trace, "fixed:5s", TwoSeconds, new VirtualRunOptions { Timelines = recorder });

        // The scorecard also charges calls that run past the end, which the timeline does not show.
        var timelines = recorder.Take([0, 1, 2]);
        var slotGbSeconds = timelines.Sum(timeline => timeline.Parts.Index().Sum(part =>
            part.Item.MeanSlots * LengthOf(part.Index, timeline) * 0.25 * (timeline.Function + 1)));
        Assert.InRange(slotGbSeconds, 0.99 * card.SlotGbSeconds, card.SlotGbSeconds + 1e-6);
        Assert.True(timelines.Max(timeline => timeline.Parts.Max(part => part.MostSlots)) <= card.PeakSlots, $"{seed}");
    }

    [Fact]
    public void Play_Recorded_DecidesTheSame()
    {
        var trace = StoryTrace.Random(seed: 7, functions: 5, calls: 2_000, endSeconds: 600);

        var with = Simulated.Play(
            trace, "pool", TwoSeconds, new VirtualRunOptions { Timelines = new TimelineRecorder(5, trace.Length) });
        var without = Simulated.Play(trace, "pool", TwoSeconds);

        Assert.Equal(without.Rum, with.Rum);
        Assert.Equal(without.Events, with.Events);
    }

    private static double LengthOf(int part, SlotTimeline timeline) => part + 1 < timeline.Parts.Count
        ? timeline.PartLength.TotalSeconds
        : 600 - (part * timeline.PartLength.TotalSeconds);

    private static SlotTimeline Only(TimelineRecorder recorder) => Assert.Single(recorder.Take([0]));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}

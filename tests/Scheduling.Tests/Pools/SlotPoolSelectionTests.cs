namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>Two slots run two requests each at most: one runs one now, the other is idle.</summary>
public sealed class SlotPoolSelectionTests
{
    private static PoolStory OneIdleOneWithRoom(string policy)
    {
        var story = new PoolStory(policy, function: PoolStory.Spec(concurrency: 2));
        foreach (var request in new[] { "r1", "r2", "r3" })
        {
            story.At(0).Assign(request);
        }

        foreach (var slot in new[] { 1, 2 })
        {
            story.Created(slot);
            story.At(1).Ready(slot);
        }

        // r1 and r2 share the first slot, r3 has the second one.
        story.At(2).Complete("r3", 2);
        story.At(3).Complete("r2", 1);
        return story;
    }

    [Theory]
    [InlineData("selection=fill-first", "Grant r4 s-1 RoomInBusySlot")]
    [InlineData("per-request", "Grant r4 s-1 RoomInBusySlot")]
    [InlineData("selection=idle-first", "Grant r4 s-2 IdleSlot")]
    [InlineData("idle-first", "Grant r4 s-2 IdleSlot")]
    public void Assign_IdleSlotAndRoomInBusyOne_GoesWhereTheSelectionSays(string policy, string did)
    {
        var story = OneIdleOneWithRoom(policy);

        story.At(4).Assign("r4");

        Assert.Equal(did, story.Did);
    }

    [Fact]
    public void Assign_IdleFirstAndNoneIdle_GoesToTheSlotWithFewestRequests()
    {
        var story = new PoolStory("selection=idle-first", function: PoolStory.Spec(concurrency: 3));
        for (var i = 1; i <= 6; i++)
        {
            story.At(0).Assign($"r{i}");
        }

        foreach (var slot in new[] { 1, 2 })
        {
            story.Created(slot);
            story.At(1).Ready(slot);
        }

        // The first slot is left with two requests, the second with one; the first got room last.
        story.At(2).Complete("r4", 2);
        story.At(2).Complete("r5", 2);
        story.At(3).Complete("r1", 1);
        story.At(4).Assign("r7");

        Assert.Equal("Grant r7 s-2 RoomInBusySlot", story.Did);
    }
}

using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

public sealed class EventQueueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pop_RandomPushes_ComeInOrder(ulong seed)
    {
        var random = new SeededRandom(seed);
        var queue = new EventQueue();
        var expected = new List<VirtualEvent>();
        for (var i = 0; i < 3_000; i++)
        {
            var kind = (VirtualEventKind)(random.NextBits() % 4);
            var order = VirtualEvent.OrderOf(kind, (int)(random.NextBits() % 3), i);
            var added = new VirtualEvent((long)(random.NextBits() % 100), order, i);
            queue.Push(added);
            expected.Add(added);
        }

        foreach (var next in expected.OrderBy(e => e.At).ThenBy(e => e.Order))
        {
            Assert.Equal(next, queue.Pop());
        }

        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void OrderOf_KindFunctionSequence_CountInThatOrder()
    {
        ulong[] inOrder =
        [
            VirtualEvent.OrderOf(VirtualEventKind.Completed, 0, 9),
            VirtualEvent.OrderOf(VirtualEventKind.Completed, 1, 2),
            VirtualEvent.OrderOf(VirtualEventKind.Completed, 1, 3),
            VirtualEvent.OrderOf(VirtualEventKind.Started, 0, 1),
            VirtualEvent.OrderOf(VirtualEventKind.Tick, VirtualEvent.MaximumFunctions - 1, 0),
        ];

        Assert.Equal(inOrder, inOrder.Order());
        var last = new VirtualEvent(0, inOrder[^1], 0);
        Assert.Equal(VirtualEventKind.Tick, last.Kind);
        Assert.Equal(VirtualEvent.MaximumFunctions - 1, last.Function);
    }
}

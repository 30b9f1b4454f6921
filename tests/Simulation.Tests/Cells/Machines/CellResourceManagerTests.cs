using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Simulation.Cells;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Tests.Cells.Machines;

public sealed class CellResourceManagerTests
{
    private readonly CellAgenda _agenda = new();
    private readonly CellResourceManager _manager;
    private readonly List<CellNode?> _answers = [];

    public CellResourceManagerTests() =>
        _manager = new CellResourceManager(_agenda, MachineModel.Contest, new SeededRandom(1));

    [Fact]
    public void Reserve_TenReady_GivesThemByNameWithin8Ms()
    {
        Reserve(10);

        At(0.008);

        Assert.Equal(
            Enumerable.Range(1, 10).Select(i => $"node-{i:00}"), _answers.Select(node => node!.Id.Value).Order());
    }

    [Fact]
    public void Reserve_NoneReady_IsRefusedAtOnce()
    {
        Reserve(11);

        At(0);

        Assert.Null(Assert.Single(_answers));
        Assert.Equal(1, _manager.Refusals);
        Assert.Equal(10, _manager.Count);
    }

    [Fact]
    public void Reserve_EachStartsAnother_ReadyAfter15S()
    {
        Reserve(10);
        At(14.9);
        Reserve(1);
        At(14.95);
        Assert.Null(_answers[^1]);

        At(15.1);
        Reserve(10);
        At(15.2);

        Assert.Equal("node-20", _answers.Max(node => node?.Id.Value));
        Assert.Equal(20, _manager.Count);
    }

    [Fact]
    public void Reserve_TwentyLent_NoMoreEver()
    {
        Reserve(10);
        At(16);
        Reserve(10);
        At(600);

        Reserve(1);
        At(601);

        Assert.Null(_answers[^1]);
        Assert.Equal(20, _manager.Peak);
    }

    [Fact]
    public void Release_IsReadyAfter15SAndNewInside()
    {
        Reserve(1);
        At(1);
        var first = _answers[0]!;

        Assert.True(_manager.Release(first.Id));
        Assert.Null(_manager.Find(first.Id));
        Reserve(1); // node-02: the first is not ready
        At(17);
        Reserve(1);
        At(18);

        Assert.Equal(["node-01", "node-02", "node-01"], _answers.Select(node => node!.Id.Value));
        Assert.NotSame(first, _answers[2]);
        Assert.Equal(["node-01/1", "node-01/2"], [first.Poll().LiveId, _answers[2]!.Poll().LiveId]);
    }

    [Fact]
    public void Release_Twice_IsRefused()
    {
        Reserve(1);
        At(1);

        Assert.True(_manager.Release(new NodeId("node-01")));
        Assert.False(_manager.Release(new NodeId("node-01")));
    }

    [Fact]
    public void UsedTime_IsFromReservationToReleaseOrNow()
    {
        Reserve(2);
        At(100);
        _manager.Release(new NodeId("node-01"));
        At(150);

        Assert.Equal(TimeSpan.FromSeconds(100 + 150), _manager.UsedTime());
    }

    private void Reserve(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _manager.Reserve(_answers.Add);
        }
    }

    private void At(double seconds) => _agenda.RunTo(TimeSpan.FromSeconds(seconds).Ticks);
}

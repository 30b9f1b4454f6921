using OrleansScaler.Simulation.Cells;

namespace OrleansScaler.Simulation.Tests.Cells;

public sealed class CellAgendaTests
{
    [Fact]
    public void Step_OneInstant_GoesByKindThenByOrderOfAsking()
    {
        var agenda = new CellAgenda();
        var seen = new List<string>();
        agenda.At(5, CellEventKind.Wake, () => seen.Add("wake"));
        agenda.At(5, CellEventKind.Arrival, () => seen.Add("first"));
        agenda.At(5, CellEventKind.Arrival, () => seen.Add("second"));
        agenda.At(5, CellEventKind.CallEnds, () => seen.Add("end"));
        agenda.At(4, CellEventKind.TimeOut, () => seen.Add("earlier"));

        agenda.RunTo(9);

        Assert.Equal(["earlier", "end", "first", "second", "wake"], seen);
        Assert.Equal(9, agenda.Now);
    }

    [Fact]
    public void At_ThePast_IsNow()
    {
        var agenda = new CellAgenda();
        agenda.RunTo(7);
        agenda.At(3, CellEventKind.Wake, () => { });

        Assert.Equal(7, agenda.Next);
    }
}

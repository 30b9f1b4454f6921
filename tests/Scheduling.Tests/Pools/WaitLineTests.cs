using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class WaitLineTests
{
    private static readonly DateTimeOffset s_t0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly WaitLine _line = new();

    [Fact]
    public void OldestSince_Empty_IsNone()
    {
        Assert.Null(_line.OldestSince);
        Assert.Null(_line.NextDeadline);
        Assert.Null(_line.SinceAt(0));
        Assert.Equal(0, _line.CountSince(s_t0));
    }

    [Fact]
    public void CountSince_ArrivedAtTheInstant_Counts()
    {
        Add(1);
        Add(2);

        Assert.Equal(1, _line.CountSince(s_t0.AddSeconds(1)));
        Assert.Equal(2, _line.CountSince(s_t0.AddSeconds(2)));
        Assert.Equal(0, _line.CountSince(s_t0.AddSeconds(1).AddTicks(-1)));
    }

    [Fact]
    public void CountSince_OneArrivesAtTheCountedInstant_CountsNextTime()
    {
        Add(1);
        Assert.Equal(1, _line.CountSince(s_t0.AddSeconds(1)));

        Add(1);

        Assert.Equal(2, _line.CountSince(s_t0.AddSeconds(1)));
    }

    [Fact]
    public void SinceAt_OutsideTheLine_IsNone()
    {
        Add(1);

        Assert.Null(_line.SinceAt(-1));
        Assert.Null(_line.SinceAt(1));
        Assert.Equal(s_t0.AddSeconds(1), _line.SinceAt(0));
    }

    [Fact]
    public void FirstOverdue_SameDeadlines_IsTheFirstInLine()
    {
        var first = Add(1, deadline: 9);
        Add(2, deadline: 9);

        Assert.Null(_line.FirstOverdue(s_t0.AddSeconds(9).AddTicks(-1)));
        Assert.Same(first, _line.FirstOverdue(s_t0.AddSeconds(9)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void CountSince_RandomOperations_AgreesWithCountingOneByOne(int seed)
    {
        var random = new Random(seed);
        var model = new List<RequestEntry>();
        var (clock, border) = (0, 0);
        for (var step = 0; step < 5_000; step++)
        {
            clock += random.Next(3) == 0 ? 1 : 0;
            switch (random.Next(4))
            {
                case 0 or 1:
                    model.Add(Add(clock, deadline: clock + random.Next(20)));
                    break;
                case 2 when model.Count > 0:
                    var leaver = model[random.Next(4) == 0 ? random.Next(model.Count) : 0];
                    model.Remove(leaver);
                    _line.Remove(leaver);
                    break;
                default:
                    border = random.Next(10) == 0 ? random.Next(clock + 1) : Math.Max(border, clock - 5);
                    break;
            }

            Agree(model, border, random.Next(model.Count + 2) - 1, $"seed {seed}, step {step}");
        }
    }

    private void Agree(List<RequestEntry> model, int border, int place, string where)
    {
        var instant = s_t0.AddSeconds(border);
        Assert.True(_line.Count == model.Count, where);
        Assert.True(_line.CountSince(instant) == model.Count(entry => entry.Since <= instant), where);
        Assert.True(_line.SinceAt(place) == model.ElementAtOrDefault(place)?.Since, where);
        Assert.True(_line.OldestSince == model.FirstOrDefault()?.Since, where);
        Assert.True(_line.NextDeadline == model.Min(entry => (DateTimeOffset?)entry.Deadline), where);
    }

    private RequestEntry Add(int second, int deadline = 100)
    {
        var entry = new RequestEntry();
        entry.Begin(new RequestId("r"), s_t0.AddSeconds(second), attempt: 0);
        _line.Add(entry, s_t0.AddSeconds(deadline));
        return entry;
    }
}

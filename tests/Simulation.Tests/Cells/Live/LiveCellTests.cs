using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Cells;
using OrleansScaler.Simulation.Cells.Live;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Testing;

namespace OrleansScaler.Simulation.Tests.Cells.Live;

public sealed class LiveCellTests : IDisposable
{
    private static readonly FunctionKey s_function = new(TestWorkload.A);

    private readonly FakeTimeProvider _time = new();
    private readonly LiveClock _clock;
    private readonly LiveCell _cell;

    public LiveCellTests()
    {
        _clock = new LiveClock(_time, speed: 1);
        _cell = new LiveCell(_clock, TestWorkload.Of(calls: 4), MachineModel.Contest, seed: 1);
    }

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task Lend_KilledBeforeTheSchedulerKnew_FailsTheCallAndIsNoViolation()
    {
        var answer = await KillAsync();
        var call = _clock.Do(() => _cell.Expect(2));

        var isGood = _cell.Lend(answer with { AskedAt = Now() }, s_function, call.Index);

        Assert.Equal((false, CellRunEnd.ContainerGone, 0), (isGood, call.End, _cell.Watch.Total));
    }

    [Fact]
    public async Task Lend_KilledAndTheSchedulerWasTold_IsAViolation()
    {
        var answer = await KillAsync();
        _cell.NoteTold(answer);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var call = _clock.Do(() => _cell.Expect(2));

        var isGood = _cell.Lend(answer with { AskedAt = Now() }, s_function, call.Index);

        Assert.Equal((false, CellRunEnd.NotRun), (isGood, call.End));
        Assert.Equal(
            [(CellViolation.DeadContainer, 1)], _cell.Watch.Counts.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task Lend_AskedBeforeTheSchedulerWasTold_IsNoViolation()
    {
        var answer = await KillAsync();
        var asked = Now();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _cell.NoteTold(answer);

        Assert.False(_cell.Lend(answer with { AskedAt = asked }, s_function, index: 2));
        Assert.Equal(0, _cell.Watch.Total);
    }

    /// <summary>A container of 3 MB, killed by a call that needs 4 beside the container's own one.</summary>
    private async Task<ContainerAnswer> KillAsync()
    {
        var reserve = _cell.ReserveNodeAsync();
        _time.Advance(TimeSpan.FromMilliseconds(8));
        var node = (await reserve)!.Id;
        var create = _cell.CreateContainerAsync(
            node, new FunctionSpec { Key = s_function, MemoryMegabytes = 3 });
        _time.Advance(TimeSpan.FromMilliseconds(500));
        var answer = new ContainerAnswer(node, (await create)!, IsAtItsAddress: true, AskedAt: Now());
        var outcome = await _cell.RunAsync(node, answer.Container, index: 0)!;
        Assert.Equal(CellRunEnd.OutOfMemory, outcome.End);
        return answer;
    }

    private long Now() => _clock.Do(() => _clock.Agenda.Now);
}

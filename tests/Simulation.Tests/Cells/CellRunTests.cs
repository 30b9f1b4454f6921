using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Simulation.Cells;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Simulation.Tests.Cells;

public sealed class CellRunTests
{
    private ScriptedScheduler _scheduler = null!;
    private NodeId _node;

    [Fact]
    public void Play_NobodyAnswers_CallersLeaveAfter30S()
    {
        var result = Play(Stories.Of(256, 1, 2), _ => { });

        Assert.Equal(2, result.Failures.Abandoned);
        Assert.Equal(60, result.Functions[0].ResponseSeconds);
        Assert.Equal(["0", "1"], _scheduler.Left.Select(call => call.Id.Value));
    }

    [Fact]
    public void Play_Refused_CountsAsLongAsAPatientCaller()
    {
        var result = Play(
            Stories.Of(256, 1),
            scheduler => scheduler.OnAcquire = call => scheduler.Cell.Refuse(call.Id, CellRefusal.Exhausted));

        Assert.Equal(1, result.Failures.Refused);
        Assert.Equal(30, result.Functions[0].ResponseSeconds);
    }

    [Fact]
    public void Play_ColdCall_CountsCreateAndRun()
    {
        var result = Play(Stories.Of(256, 1), GrantWhenMade);

        // 0–8 ms for the node, 0.5 s for the container, 1 s of waiting.
        Assert.InRange(result.Functions[0].ResponseSeconds, 1.5, 1.508);
        Assert.Equal((1, 0), (result.Functions[0].Cold, result.Failures.Total));
        Assert.Equal(CellRunEnd.Completed, _scheduler.Returns[0].End);
        Assert.Equal(TimeSpan.FromSeconds(1), _scheduler.Returns[0].Duration);
        Assert.Equal(1, _scheduler.Returns[0].MaximumMemoryMegabytes);
    }

    [Fact]
    public void Play_NodeKept_IsPaidToTheEnd()
    {
        var result = Play(Stories.Of(256, 1), GrantWhenMade);

        Assert.Equal(99, result.NodeSeconds, 2);
        Assert.Equal((1, 1, 1), (result.NodesPeak, result.NodesOpening, result.Containers));
    }

    [Fact]
    public void Play_UnknownContainer_IsAViolationAndFails()
    {
        var result = Play(
            Stories.Of(256, 1), scheduler => scheduler.OnAcquire = call => scheduler.Cell.Grant(call.Id, "nowhere"));

        Assert.Equal((1, 1), (result.Violations, result.Failures.NotRun));
        Assert.Equal(30, result.Functions[0].ResponseSeconds);
        Assert.Equal(CellRunEnd.NotRun, _scheduler.Returns[0].End);
    }

    [Fact]
    public void Play_ContainerOfAnotherFunction_IsAViolation()
    {
        var result = Play(Stories.Of(256, 1), scheduler => GrantWhenMade(scheduler, Stories.Function("f2", 256)));

        Assert.Equal((1, 1), (result.Violations, result.Failures.NotRun));
    }

    [Fact]
    public void Play_GrantedTwice_CountsTheSecondAndRunsOnce()
    {
        var result = Play(Stories.Of(256, 1), scheduler =>
        {
            GrantWhenMade(scheduler);
            var acquire = scheduler.OnAcquire;
            scheduler.OnAcquire = call =>
            {
                acquire(call);
                scheduler.OnCreated += container => scheduler.Cell.Grant(call.Id, container);
            };
        });

        Assert.Equal((1, 0), (result.Violations, result.Failures.Total));
        Assert.Single(_scheduler.Returns);
    }

    [Fact]
    public void Play_KilledContainerGrantedAgain_IsAViolation()
    {
        var hungry = new CallWork(TimeSpan.Zero, TimeSpan.FromSeconds(1), 300);

        var result = Play(Stories.Of(256, hungry, 1, 10), scheduler =>
        {
            GrantWhenMade(scheduler);
            var reserve = scheduler.OnAcquire;
            scheduler.OnAcquire = call =>
            {
                if (_scheduler.Returns.Count == 0)
                {
                    reserve(call);
                    return;
                }

                scheduler.Cell.Grant(call.Id, _scheduler.Returns[0].Container);
            };
        });

        Assert.Equal((1, 1, 1), (result.Violations, result.Failures.OutOfMemory, result.Failures.NotRun));
    }

    [Fact]
    public void Play_NodeReleasedWhileItRuns_FailsTheCall()
    {
        var result = Play(Stories.Of(256, 1), scheduler =>
        {
            GrantWhenMade(scheduler);
            scheduler.OnWoken = () => scheduler.Cell.ReleaseNode(_node);
            scheduler.Cell.WakeAt(scheduler.Cell.Now.AddSeconds(2));
        });

        Assert.Equal(1, result.Failures.ContainerGone);
        Assert.Equal(1, result.NodeSeconds, 2); // from 1 to 2 s
        Assert.Contains("released Ok", _scheduler.Answers);
    }

    [Fact]
    public void Act_OnANodeThatIsNotThere_IsAnsweredNotFound()
    {
        var nowhere = new NodeId("nowhere");
        Play(Stories.Of(256, 1), scheduler => scheduler.OnAcquire = call =>
        {
            scheduler.Cell.ReleaseNode(nowhere);
            scheduler.Cell.RemoveContainer(nowhere, "c");
            scheduler.Cell.CreateContainer(nowhere, call.Function, tag: 1);
            Assert.Null(scheduler.Cell.GetStats(nowhere));
            Assert.Empty(scheduler.Answers);
        });

        Assert.Equal(["released NotFound", "removed NotFound", "created NotFound"], _scheduler.Answers);
    }

    [Fact]
    public void WakeAt_SeveralTimes_TheEarliestCounts()
    {
        var woken = new List<double>();
        Play(Stories.Of(256, 1), scheduler =>
        {
            var start = scheduler.Cell.Now;
            scheduler.OnWoken = () => woken.Add((scheduler.Cell.Now - start).TotalSeconds);
            scheduler.Cell.WakeAt(start.AddSeconds(7));
            scheduler.Cell.WakeAt(start.AddSeconds(5));
            scheduler.Cell.WakeAt(start.AddSeconds(9));
        });

        Assert.Equal([5], woken);
    }

    [Fact]
    public void Play_SchedulerThatIsWokenForEver_Ends()
    {
        var result = Play(Stories.Of(256, 1), scheduler =>
        {
            scheduler.OnWoken = () => scheduler.Cell.WakeAt(scheduler.Cell.Now.AddMilliseconds(500));
            scheduler.OnWoken();
        });

        Assert.Equal(1, result.Calls);
    }

    private static void GrantWhenMade(ScriptedScheduler scheduler) => GrantWhenMade(scheduler, null);

    /// <summary>A call gets a node and a container of its own; the node is remembered by the last to ask.</summary>
    private static void GrantWhenMade(ScriptedScheduler scheduler, FunctionSpec? function)
    {
        scheduler.OnAcquire = call =>
        {
            scheduler.Cell.ReserveNode(order: 1);
            scheduler.OnNode += node => scheduler.Cell.CreateContainer(node.Id, function ?? call.Function, tag: 1);
            scheduler.OnCreated = container => scheduler.Cell.Grant(call.Id, container);
        };
    }

    private CellResult Play(CellWorkload workload, Action<ScriptedScheduler> script)
    {
        var run = new CellRun(workload, MachineModel.Contest, seed: 1, cell =>
        {
            _scheduler = new ScriptedScheduler(cell) { OnNode = node => _node = node.Id };
            script(_scheduler);
            return _scheduler;
        });
        return run.Play();
    }
}

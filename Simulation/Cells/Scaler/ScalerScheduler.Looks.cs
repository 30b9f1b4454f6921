using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.Cells.Scaler;

/// <content>What is learned, and what it leads to.</content>
internal sealed partial class ScalerScheduler
{
    private ScalerFunction FunctionOf(FunctionSpec spec)
    {
        if (!_byKey.TryGetValue(spec.Key, out var function))
        {
            var pool = new SlotPool(spec, _settings.Policies, _settings.Pools, $"c{_functions.Count}");
            function = new ScalerFunction(pool, new FunctionLearning(_settings.Learning, spec.MemoryMegabytes));
            _byKey.Add(spec.Key, function);
            _functions.Add(function);
        }

        return function;
    }

    /// <summary>Asks every node what it uses, when it is time to.</summary>
    private void Poll(DateTimeOffset now)
    {
        if (now < _pollAt)
        {
            return;
        }

        _pollAt = now + _settings.StatsEvery;
        foreach (var node in _fleet.Ledger.Nodes.Select(node => node.Id).ToArray())
        {
            if (_cell.GetStats(node) is not { } stats)
            {
                continue;
            }

            _fleet.Measured(node, stats.Used, now);
            foreach (var container in stats.Containers)
            {
                Look(container, now);
            }
        }

        foreach (var function in _functions)
        {
            Recharge(function, now);
        }
    }

    private void Look(in ContainerStats container, DateTimeOffset now)
    {
        if (_places.GetValueOrDefault(container.ContainerId) is { } function
            && function.SlotIn(container.ContainerId) is { } slot
            && function.Pool.SampleCompany(slot.Id, now) is { } company)
        {
            var use = new SlotUse(container.Used.MemoryMegabytes, container.Used.CpuMillicores, company);
            Apply(function, function.Learning.Sampled(use, now));
        }
    }

    /// <summary>Before the slot is given back: whom the run shared it with is not known any more then.</summary>
    private void Learn(ScalerFunction function, in CellReturn run, Slot slot)
    {
        if (function.Pool.CompanyOf(run.Call.Id, slot.Id, _cell.Now) is { } company)
        {
            var finished = new FinishedRun
            {
                Began = company.Began,
                Duration = run.Duration,
                Company = company.Mean,
                MemoryMegabytes = run.MaximumMemoryMegabytes,
                End = EndOf(run.End),
                ColdStart = function.Pool.Statistics.Starts.Mean,
            };
            Apply(function, function.Learning.Returned(finished, _cell.Now));
        }
    }

    private void Apply(ScalerFunction function, LearningChange? change)
    {
        if (change is { } changed)
        {
            function.Pool.Redeclare(function.Spec with { Concurrency = changed.To }, _cell.Now, _pool);
            ObeyPool(function);
            Recharge(function, _cell.Now);
        }
    }

    private static Scheduling.Learning.RunEnd EndOf(CellRunEnd end) => end switch
    {
        CellRunEnd.Completed => Scheduling.Learning.RunEnd.Good,
        CellRunEnd.OutOfMemory => Scheduling.Learning.RunEnd.OutOfMemory,
        CellRunEnd.TimedOut => Scheduling.Learning.RunEnd.TimedOut,
        _ => Scheduling.Learning.RunEnd.Failed,
    };

    /// <summary>Tells the fleet what slots of a function are charged with.</summary>
    private void Recharge(ScalerFunction function, DateTimeOffset now) =>
        _fleet.Recharge(function.Spec.Key, function.Learning.Charge, now, _nodes);

    /// <summary>Idle slots of other functions go, those that are worth least first.</summary>
    private void SeekRoom(in FleetCommand command)
    {
        var candidates = _functions.Select(function => function.ToCandidate(_cell.Now));
        var freed = 0;
        foreach (var victim in ReclaimChoice.Choose(candidates, command.Function, command.Need, command.Count))
        {
            var function = _byKey[victim.Function];
            for (var i = 0; i < victim.Slots && function.Pool.ReclaimUnderPressure(_cell.Now, _pool); i++)
            {
                freed++;
            }

            ObeyPool(function);
        }

        _fleet.RoomMade(freed, _cell.Now, _nodes);
    }

    /// <summary>One timer for all: the earliest that any pool, the fleet or the next look is due.</summary>
    private void Arm()
    {
        var next = _pollAt;
        foreach (var function in _functions)
        {
            next = function.Pool.NextDeadline < next ? function.Pool.NextDeadline.Value : next;
        }

        _cell.WakeAt(_fleet.NextDeadline < next ? _fleet.NextDeadline.Value : next);
    }
}

using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>What runs tell of the function, and how many may share a slot.</content>
public sealed partial class FunctionGrain
{
    /// <summary>Null where slots are never shared.</summary>
    private FunctionLearning? _learning;

    /// <inheritdoc/>
    public ValueTask<SeenUse?> Sampled(ImmutableArray<SlotSample> samples)
    {
        if (!MayAct())
        {
            return new ValueTask<SeenUse?>((SeenUse?)null);
        }

        var now = TellTime(_pool);
        foreach (var sample in samples)
        {
            if (_learning is not null && _pool.SampleCompany(new SlotId(sample.InstanceId), now) is { } company)
            {
                var use = new SlotUse(sample.MemoryMegabytes, sample.CpuMillicores, company);
                Share(_pool, _learning.Sampled(use, now), now);
            }
        }

        _loop.Run();
        return new ValueTask<SeenUse?>(_learning is null ? null : SeenUse.Of(_learning.Charge));
    }

    /// <summary>Before the instance is given back: whom it shared its slot with is not known any more then.</summary>
    private void Learn(SlotPool pool, IdleRequest request, DateTimeOffset now)
    {
        if (_learning is null || request.Run is not { } run)
        {
            return;
        }

        var (id, instance) = (new RequestId(request.RequestId), new SlotId(request.InstanceId));
        if (pool.CompanyOf(id, instance, now) is { } company)
        {
            var finished = new FinishedRun
            {
                Began = company.Began,
                Duration = run.Duration,
                Company = company.Mean,
                MemoryMegabytes = run.MemoryMegabytes,
                End = run.End,
                ColdStart = pool.Statistics.Starts.Mean,
            };
            Share(pool, _learning.Returned(finished, now), now);
        }
    }

    private void Share(SlotPool pool, LearningChange? change, DateTimeOffset now)
    {
        if (change is { } changed)
        {
            LogConcurrency(_key, changed.From, changed.To, changed.Reason);
            _decisions.Add(now, changed);
            pool.Redeclare(pool.Function with { Concurrency = changed.To }, now, _commands);
        }
    }

    /// <summary>
    /// What is known of a function that was declared just now. Other slots or another handler mean other code: then
    /// nothing is, and it starts with one request per slot again.
    /// </summary>
    /// <returns>How many may share a slot.</returns>
    private int LearnOf(AssignRequest request, FunctionSpec? known)
    {
        if (!request.MayShare)
        {
            _learning = null;
        }
        else if (_learning is null || known is null || !IsSameSlot(request, known))
        {
            _learning = _pools.CreateLearning(request.MemoryMegabytes);
        }

        return _learning?.Concurrency ?? 1;
    }

    private static bool IsSameSlot(AssignRequest request, FunctionSpec known) =>
        known.MemoryMegabytes.Equals(request.MemoryMegabytes)
        && known.Runtime == request.Runtime
        && known.Handler == request.Handler;

    private FunctionUse? DescribeUse() => _learning is null ? null : new FunctionUse
    {
        Class = _learning.Class,
        Reason = _learning.ClassReason,
        MemoryMegabytes = _learning.Measured?.Usual.MemoryMegabytes,
        CpuMillicores = _learning.Measured?.Usual.CpuMillicores,
    };
}

using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>The parts that share the calls of a hot function. Part 0 decides how many there are.</content>
public sealed partial class FunctionGrain
{
    /// <summary>How often parts are asked whether they are ready: short beside a cold start.</summary>
    private static readonly TimeSpan s_askPartsEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Parts that are not ready by then find no room: the function stays as it is.</summary>
    private static readonly TimeSpan s_partsReadyWithin = TimeSpan.FromSeconds(30);

    private string _function = "";
    private int _part;

    /// <summary>Null in all parts but the first.</summary>
    private HotParts? _parts;

    /// <inheritdoc/>
    public ValueTask<bool> Prepare(AssignRequest declaration, int slots)
    {
        var now = _time.GetUtcNow();
        if (!_services.Ledgers.Fence.IsOpen || _abdicated || _closing || Declare(declaration, now) is not { } pool)
        {
            return new ValueTask<bool>(false);
        }

        TakeShare(pool, declaration.Parts);
        var isReady = pool.Prepare(slots, now, _commands);
        _loop.Run();
        return new ValueTask<bool>(isReady);
    }

    private void OpenPart()
    {
        _function = FunctionParts.FunctionOf(_key);
        _part = FunctionParts.PartOf(_key);
        _parts = _part == 0 ? _pools.CreateParts() : null;
    }

    /// <summary>
    /// Whether another part serves the request. Only part 0 says so, to gateways that do not know yet how many parts
    /// there are; a part that a late gateway asks serves what it is asked.
    /// </summary>
    private bool IsElsewhere(SlotPool pool, AssignRequest request, DateTimeOffset now)
    {
        if (_parts is not { } parts)
        {
            TakeShare(pool, request.Parts);
            return false;
        }

        if (request.Parts > parts.Parts)
        {
            parts.Heard(request.Parts);
            pool.Parts = parts.Parts;
        }

        if (now >= parts.MeasureAt && parts.Measure(pool.Statistics.Arrivals, now) is { } wanted)
        {
            _background.Follow(ChangePartsAsync(parts, wanted, request));
        }

        return parts.Parts > 1
            && FunctionParts.PartOfRequest(request.RequestId, parts.Parts) != 0
            && !pool.Knows(new RequestId(request.RequestId));
    }

    /// <summary>Every part but part 0 learns from its calls how many there are.</summary>
    private void TakeShare(SlotPool pool, int parts)
    {
        if (_part > 0 && parts > _part)
        {
            pool.Parts = parts;
        }
    }

    /// <summary>
    /// Nobody is sent to a part before it is ready: until then all goes on as it was, and if it never is, for good.
    /// </summary>
    private async Task ChangePartsAsync(HotParts parts, int wanted, AssignRequest declaration)
    {
        var (from, began) = (parts.Parts, _time.GetTimestamp());
        declaration = declaration with { Parts = wanted };
        while (!_closing && !_abdicated)
        {
            if (await ArePartsReadyAsync(declaration, from))
            {
                parts.Changed(_pool!.Statistics.Arrivals, _time.GetUtcNow());
                _pool.Parts = wanted;
                LogPartsChanged(_function, from, wanted);
                return;
            }

            if (_time.GetElapsedTime(began) >= s_partsReadyWithin)
            {
                break;
            }

            await PauseAsync(s_askPartsEvery);
        }

        parts.GaveUp(_time.GetUtcNow());
        if (!_closing && !_abdicated)
        {
            LogPartsNotReady(_function, from, wanted, s_partsReadyWithin);
        }
    }

    /// <summary>Of more parts the new ones; of fewer those that stay and get the others' calls too.</summary>
    private async Task<bool> ArePartsReadyAsync(AssignRequest declaration, int from)
    {
        var to = declaration.Parts;
        var slots = HotParts.SlotsFor(
            _pool!.Statistics.Concurrency.Average(_pool.Now, HotParts.Window), from, to, _pool.Function.Concurrency);
        var first = to > from ? from : 0;
        var asked = Enumerable.Range(first, to - first).Select(part => PrepareAsync(part, declaration, slots));
        return (await Task.WhenAll(asked)).All(isReady => isReady);
    }

    private async Task<bool> PrepareAsync(int part, AssignRequest declaration, int slots)
    {
        try
        {
            var grain = GrainFactory.GetGrain<IFunctionGrain>(FunctionParts.KeyOf(_function, part));
            return await grain.Prepare(declaration, slots);
        }
        catch (Exception fault)
        {
            LogPartNotAsked(fault, _function, part);
            return false;
        }
    }
}

using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Nodes;

/// <content>What slots were seen to use: told to their functions, and charged as those say.</content>
public sealed partial class PlacementGrain
{
    /// <summary>
    /// One call for each function, or part of one, with slots on the node. A sample that is lost costs nothing.
    /// </summary>
    private void TellSamples(NodeEntry entry, NodeStats stats)
    {
        if (!Options.Stats.TellsFunctions)
        {
            return;
        }

        var samples = new SortedDictionary<string, List<SlotSample>>(StringComparer.Ordinal);
        foreach (var container in stats.Containers)
        {
            if (entry.Containers.SlotOf(container.ContainerId) is { } slot
                && _fleet.Ledger.Find(new SlotId(slot)) is { } held)
            {
                var function = FunctionParts.KeyOfInstance(held.Function.Value, slot);
                (samples.TryGetValue(function, out var known) ? known : samples[function] = []).Add(
                    new SlotSample(slot, container.Used.MemoryMegabytes, container.Used.CpuMillicores));
            }
        }

        foreach (var (function, seen) in samples)
        {
            _background.Track(TellAsync(function, [.. seen]), new FunctionKey(function), OnTellFault);
        }
    }

    private async Task TellAsync(string function, ImmutableArray<SlotSample> samples)
    {
        if (await GrainFactory.GetGrain<IFunctionGrain>(function).Sampled(samples) is { } seen)
        {
            var charged = new FunctionKey(FunctionParts.FunctionOf(function));
            _fleet.Recharge(charged, seen.ToMeasured(), _time.GetUtcNow(), _commands);
            _loop.Run();
        }
    }

    /// <summary>A function's wish says what its slots use: those that stand are charged with it too.</summary>
    private void Charge(ImmutableArray<PlacementWish> wishes, DateTimeOffset now)
    {
        foreach (var wish in wishes)
        {
            if (wish.Seen is { } seen)
            {
                _fleet.Recharge(new FunctionKey(wish.Function), seen.ToMeasured(), now, _commands);
            }
        }
    }
}

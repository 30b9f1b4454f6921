using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Grains.Nodes;

/// <summary>Chooses the idle slots that make room: those that are worth least, until they are enough.</summary>
internal static class ReclaimChoice
{
    /// <summary>The functions that are to give up a slot, each as often as it is to give one.</summary>
    /// <param name="offers">What there is.</param>
    /// <param name="megabytes">How much memory is to come free, in MB.</param>
    public static List<FunctionKey> Choose(IReadOnlyList<ReclaimOffer> offers, double megabytes)
    {
        var chosen = new List<FunctionKey>();
        var byWorth = offers
            .OrderBy(offer => offer.Priority)
            .ThenBy(offer => offer.Function.Value, StringComparer.Ordinal);
        foreach (var offer in byWorth)
        {
            for (var taken = 0; taken < offer.Count && megabytes > 0; taken++)
            {
                chosen.Add(offer.Function);
                megabytes -= offer.MemoryMegabytes;
            }
        }

        return chosen;
    }
}

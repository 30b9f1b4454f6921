using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>
/// The last ranking of each shape of slot, best first. A node is taken from it only while nothing on it has changed
/// since it was ranked; then it leaves the ranking, and an empty ranking is made anew.
/// </summary>
internal sealed class RankingCache
{
    /// <summary>Nodes of one ranking: as many placements go without a search.</summary>
    public const int Length = 16;

    /// <summary>Shapes remembered; a fleet has some dozens, and past the bound all are forgotten.</summary>
    private const int MaximumShapes = 1_024;

    private readonly Dictionary<Shape, Queue<RankedNode>> _rankings = [];

    public void Clear() => _rankings.Clear();

    /// <summary>The best node of the last ranking that has not changed; null when there is none.</summary>
    public RankedNode? Take(PlacementQuestion question, IPlacementPolicy policy)
    {
        if (_rankings.TryGetValue(ShapeOf(question, policy), out var ranking))
        {
            while (ranking.TryDequeue(out var ranked))
            {
                if (ranked.Node.Version == ranked.Version && ranked.Node.Rank >= 0 && question.MayStandOn(ranked.Node))
                {
                    return ranked;
                }
            }
        }

        return null;
    }

    /// <summary>Keeps a new ranking, without its first node, which is taken at once.</summary>
    public void Keep(PlacementQuestion question, IPlacementPolicy policy, List<RankedNode> found)
    {
        if (_rankings.Count >= MaximumShapes)
        {
            _rankings.Clear();
        }

        found.Sort();
        var shape = ShapeOf(question, policy);
        if (!_rankings.TryGetValue(shape, out var ranking))
        {
            ranking = new Queue<RankedNode>(Length);
            _rankings.Add(shape, ranking);
        }

        ranking.Clear();
        for (var i = 1; i < Math.Min(Length, found.Count); i++)
        {
            ranking.Enqueue(found[i]);
        }
    }

    private static Shape ShapeOf(PlacementQuestion question, IPlacementPolicy policy) => new(
        question.Need,
        question.Variance,
        policy.Traits.Preference == Preference.FewestOfFunction ? question.Request.Function.Value : null,
        policy.Traits.Preference == Preference.ImagePresent ? question.Request.Image : null,
        question.StandsApart ? question.Request.Tenant : null,
        question.Request.ExpectedFor);

    private readonly record struct Shape(
        Resources Need, Resources Variance, string? Function, string? Image, string? Tenant, TimeSpan? ExpectedFor);
}

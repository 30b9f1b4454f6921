using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Cli.Place;

/// <summary>
/// Sizes of 1,780 production applications of IBM Code Engine (ubc-cirrus-lab/ibm-cloud-code-engine-traces): cores, GB
/// and how many. 79 of them (4.4 %) are larger than a 2-core 4-GB node.
/// </summary>
internal static class SlotShapes
{
    private static readonly SlotShape[] s_all =
    [
        Of(1, 4, 692), Of(0.125, 0.25, 237), Of(0.25, 0.5, 229), Of(1, 2, 184), Of(0.5, 1, 138), Of(0.125, 0.5, 75),
        Of(0.5, 2, 46), Of(0.25, 1, 28), Of(2, 8, 25), Of(0.125, 1, 20), Of(1, 8, 20), Of(0.25, 2, 19), Of(2, 4, 19),
        Of(0.5, 4, 13), Of(4, 8, 13), Of(8, 16, 10), Of(2, 16, 3), Of(4, 16, 3), Of(6, 48, 2), Of(0.1, 1, 1),
        Of(4, 32, 1), Of(6, 12, 1), Of(8, 32, 1),
    ];

    private static readonly int s_weight = s_all.Sum(shape => shape.Weight);

    /// <summary>Draws a size.</summary>
    public static Resources Draw(ref SeededRandom random)
    {
        var left = (int)(random.NextUnit() * s_weight);
        foreach (var shape in s_all)
        {
            left -= shape.Weight;
            if (left < 0)
            {
                return shape.Need;
            }
        }

        return s_all[^1].Need;
    }

    private static SlotShape Of(double cores, double gigabytes, int weight) =>
        new(new Resources(gigabytes * 1_024, cores * 1_000), weight);
}

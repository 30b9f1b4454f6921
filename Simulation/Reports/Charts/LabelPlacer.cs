namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>
/// Finds room for labels beside their points: the nearest place, in rings, that covers no mark and no label; where
/// every place covers something, the one that covers least.
/// </summary>
internal sealed class LabelPlacer
{
    /// <summary>Half of a mark and the room round it, measured to a corner.</summary>
    private const double OwnMark = 11;

    private const double SpotDistance = 5;

    /// <summary>The right side first, where one looks for a label, then the left, below and above, and between.</summary>
    private static readonly double[] s_directions =
    [
        0, 180, 45, 90, 270, 135, 315, 225, 22, 157, 337, 203, 68, 112, 292, 247,
    ];

    private static readonly double[] s_distances = [9, 18, 30, 45, 62, 82, 105, 130, 160, 200, 250];

    private readonly LabelBox _room;
    private readonly List<LabelBox> _avoided = [];
    private readonly List<LabelBox> _labels = [];

    public LabelPlacer(LabelBox room) => _room = room;

    /// <summary>Names a place that labels must not cover; lines to labels may cross it.</summary>
    public void Avoid(in LabelBox box) => _avoided.Add(box);

    /// <summary>Finds the place of a label, and takes it up.</summary>
    public LabelBox Place(double x, double y, double width, double height)
    {
        var best = default(LabelBox);
        var least = double.MaxValue;
        foreach (var box in Candidates(x, y, width, height).Where(box => box.IsWithin(_room)))
        {
            var covered = CostOf(box, x, y);
            if (covered < least)
            {
                (best, least) = (box, covered);
            }

            if (covered == 0)
            {
                break;
            }
        }

        _labels.Add(best);
        _labels.AddRange(LeaderSpots(best, x, y));
        return best;
    }

    /// <summary>What the label would cover, and what other labels the line to it.</summary>
    private double CostOf(LabelBox box, double x, double y) =>
        _avoided.Sum(avoided => avoided.Overlap(box))
        + _labels.Sum(label => label.Overlap(box))
        + LeaderSpots(box, x, y).Sum(spot => _labels.Sum(label => label.Overlap(spot)));

    /// <summary>Spots along the line from a point to its label, outside of the point's own mark.</summary>
    private static IEnumerable<LabelBox> LeaderSpots(LabelBox box, double x, double y)
    {
        var (toX, toY) = box.Nearest(x, y);
        var length = Math.Sqrt(((toX - x) * (toX - x)) + ((toY - y) * (toY - y)));
        for (var along = OwnMark; along < length - 1; along += SpotDistance)
        {
            var (spotX, spotY) = (x + ((toX - x) * along / length), y + ((toY - y) * along / length));
            yield return new LabelBox(spotX - 1, spotY - 1, spotX + 1, spotY + 1);
        }
    }

    /// <summary>The label's nearest side faces its point.</summary>
    private static IEnumerable<LabelBox> Candidates(double x, double y, double width, double height) =>
        from distance in s_distances
        from direction in s_directions
        let across = Math.Round(Math.Cos(direction * Math.PI / 180), 3)
        let down = Math.Round(Math.Sin(direction * Math.PI / 180), 3)
        let left = x + (across * distance) + ((across - 1) * width / 2)
        let top = y + (down * distance) + ((down - 1) * height / 2)
        select new LabelBox(left, top, left + width, top + height);
}

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>
/// Finds room for labels beside their points: the nearest place, in rings, that covers no mark and no label; where
/// every place covers something, the one that covers least.
/// </summary>
internal sealed class LabelPlacer
{
    /// <summary>The right side first, where one looks for a label, then the left, above and below, then between.</summary>
    private static readonly double[] s_directions =
    [
        0, 180, 270, 90, 315, 45, 225, 135, 337, 22, 203, 157, 292, 68, 247, 112,
    ];

    private static readonly double[] s_distances = [9, 18, 30, 45, 62, 82, 105, 130, 160, 200, 250];

    private readonly LabelBox _room;
    private readonly List<LabelBox> _taken = [];

    public LabelPlacer(LabelBox room) => _room = room;

    /// <summary>Takes up a place that labels must not cover.</summary>
    public void Take(in LabelBox box) => _taken.Add(box);

    /// <summary>Finds the place of a label, and takes it up.</summary>
    public LabelBox Place(double x, double y, double width, double height)
    {
        var best = default(LabelBox);
        var least = double.MaxValue;
        foreach (var box in Candidates(x, y, width, height).Where(box => box.IsWithin(_room)))
        {
            var covered = _taken.Sum(taken => taken.Overlap(box));
            if (covered < least)
            {
                (best, least) = (box, covered);
            }

            if (covered == 0)
            {
                break;
            }
        }

        _taken.Add(best);
        return best;
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

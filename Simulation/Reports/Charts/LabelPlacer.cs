namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>
/// Finds room for labels beside their points: near, off marks and other labels, and so that the line to a label runs
/// through none of them. What cannot all be had is weighed, in units of distance.
/// </summary>
internal sealed class LabelPlacer
{
    /// <summary>Half of a mark and the room round it, measured to a corner.</summary>
    private const double OwnMark = 11;

    private const double SpotDistance = 5;

    /// <summary>A label on another one is unreadable: any other place is better.</summary>
    private const double LabelWeight = 30;

    /// <summary>A line through a mark, three spots of 4 units each, is as bad as half a label's width.</summary>
    private const double LeaderWeight = 4;

    /// <summary>Of places that are equally good, the right side comes first, then the left.</summary>
    private static readonly double[] s_directions =
    [
        0, 180, 45, 90, 270, 135, 315, 225, 22, 157, 337, 203, 68, 112, 292, 247,
    ];

    private static readonly double[] s_distances = [9, 18, 30, 45, 62, 82, 105, 130, 160, 200, 250];

    /// <summary>A label that stands nearer to another mark than to its own is taken for that one's.</summary>
    private const double StrangerWeight = 14;

    private readonly LabelBox _room;
    private readonly List<LabelBox> _lines = [];
    private readonly List<LabelBox> _marks = [];
    private readonly List<LabelBox> _taken = [];

    public LabelPlacer(LabelBox room) => _room = room;

    /// <summary>Takes up the place of a mark.</summary>
    public void Take(in LabelBox mark)
    {
        _marks.Add(mark);
        _taken.Add(mark);
    }

    /// <summary>Names a line that labels had better not cover.</summary>
    public void Avoid(in LabelBox line) => _lines.Add(line);

    /// <summary>Finds the place of a label, and takes it up.</summary>
    public LabelBox Place(double x, double y, double width, double height)
    {
        var best = Candidates(x, y, width, height)
            .Where(box => box.IsWithin(_room))
            .MinBy(box => CostOf(box, x, y));
        _taken.Add(best);
        _taken.AddRange(LeaderSpots(best, x, y));
        return best;
    }

    private double CostOf(LabelBox box, double x, double y)
    {
        var distance = DistanceOf(box, x, y);
        return distance
            + (StrangerWeight * _marks.Count(mark => DistanceOf(box, mark.MiddleX, mark.MiddleY) < distance - 0.1))
            + _lines.Sum(line => line.Overlap(box))
            + (LabelWeight * _taken.Sum(taken => taken.Overlap(box)))
            + (LeaderWeight * LeaderSpots(box, x, y).Sum(spot => _taken.Sum(taken => taken.Overlap(spot))));
    }

    private static double DistanceOf(LabelBox box, double x, double y)
    {
        var (nearX, nearY) = box.Nearest(x, y);
        return Length(nearX - x, nearY - y);
    }

    private static double Length(double across, double down) => Math.Sqrt((across * across) + (down * down));

    /// <summary>Spots along the line from a point to its label, outside of the point's own mark.</summary>
    private static IEnumerable<LabelBox> LeaderSpots(LabelBox box, double x, double y)
    {
        var (toX, toY) = box.Nearest(x, y);
        var length = Length(toX - x, toY - y);
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

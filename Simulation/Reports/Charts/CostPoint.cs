namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>What something cost, in two measures.</summary>
/// <param name="Name">What.</param>
/// <param name="IdleGbSeconds">GB·s that were kept and not used.</param>
/// <param name="ColdSeconds">Seconds lost to cold starts and waits.</param>
internal sealed record CostPoint(string Name, double IdleGbSeconds, double ColdSeconds)
{
    public bool IsKnown => double.IsFinite(IdleGbSeconds) && double.IsFinite(ColdSeconds);

    /// <summary>The points that no other beats in both measures, by rising idle memory.</summary>
    public static IReadOnlyList<CostPoint> Front(IEnumerable<CostPoint> points)
    {
        var front = new List<CostPoint>();
        foreach (var point in points.OrderBy(point => point.IdleGbSeconds).ThenBy(point => point.ColdSeconds))
        {
            if (front.Count == 0 || point.ColdSeconds < front[^1].ColdSeconds)
            {
                front.Add(point);
            }
        }

        return front;
    }
}

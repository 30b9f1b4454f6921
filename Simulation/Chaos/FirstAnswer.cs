namespace OrleansScaler.Simulation.Chaos;

/// <summary>Finds how long callers missed a server that was started again.</summary>
public static class FirstAnswer
{
    /// <summary>
    /// From each start to the first granted request before the next; a start without one is left out.
    /// </summary>
    /// <param name="starts">When a server's process was started, in order: seconds on a monotonic clock.</param>
    /// <param name="recoveries">When a request was granted after calls had failed: on the same clock.</param>
    public static IReadOnlyList<TimeSpan> Find(IReadOnlyList<double> starts, IReadOnlyList<double> recoveries)
    {
        var found = new List<TimeSpan>();
        for (var i = 0; i < starts.Count; i++)
        {
            var next = i + 1 < starts.Count ? starts[i + 1] : double.PositiveInfinity;
            var answers = recoveries.Where(moment => moment >= starts[i] && moment < next).ToList();
            if (answers.Count > 0)
            {
                found.Add(TimeSpan.FromSeconds(answers.Min() - starts[i]));
            }
        }

        return found;
    }
}

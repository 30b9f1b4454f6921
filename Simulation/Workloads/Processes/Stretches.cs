namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>Time cut into rounds; the last part of each belongs to one of several soloists, in turn.</summary>
/// <param name="Every">Length of a round.</param>
/// <param name="Alone">Length of its last part.</param>
/// <param name="Soloists">Functions that take turns.</param>
internal sealed record Stretches(TimeSpan Every, TimeSpan Alone, int Soloists)
{
    /// <summary>The soloist whose stretch it is; null while everybody may call.</summary>
    public int? SoloistAt(TimeSpan moment)
    {
        var round = moment.Ticks / Every.Ticks;
        return moment.Ticks - (round * Every.Ticks) >= Every.Ticks - Alone.Ticks ? (int)(round % Soloists) : null;
    }
}

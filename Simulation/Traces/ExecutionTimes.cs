using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Traces;

/// <summary>Execution times of one function: the average and the recorded percentiles, in milliseconds.</summary>
internal sealed class ExecutionTimes
{
    /// <summary>The percentiles that the Azure files carry, as shares.</summary>
    public static readonly double[] Shares = [0, 0.01, 0.25, 0.50, 0.75, 0.99, 1];

    /// <summary>The files write whole milliseconds; what ran for less than one is written 0.</summary>
    private const double MinimumMs = 1;

    private readonly double _averageMs;
    private readonly double[] _percentilesMs;

    public ExecutionTimes(double averageMs, double[] percentilesMs)
    {
        _averageMs = averageMs;
        _percentilesMs = percentilesMs;
    }

    public double AverageMs => _averageMs;

    public TimeSpan Next(ExecutionModel model, ref SeededRandom random)
    {
        var milliseconds = model == ExecutionModel.Average || _percentilesMs.Length == 0
            ? _averageMs
            : AtShare(random.NextUnit());
        return TimeSpan.FromMilliseconds(Math.Max(milliseconds, MinimumMs));
    }

    private double AtShare(double share)
    {
        var upper = 1;
        while (upper < Shares.Length - 1 && Shares[upper] < share)
        {
            upper++;
        }

        var part = (share - Shares[upper - 1]) / (Shares[upper] - Shares[upper - 1]);
        return _percentilesMs[upper - 1] + (part * (_percentilesMs[upper] - _percentilesMs[upper - 1]));
    }
}

using System.Globalization;
using OrleansScaler.Scheduling.Policies.Names;

namespace OrleansScaler.Simulation.Workloads.Names;

/// <summary>One figure of a workload that can be given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Usual">What holds where it is not given.</param>
/// <param name="Least">The lower bound.</param>
/// <param name="Most">The upper bound.</param>
/// <param name="What">What it says, for people.</param>
internal sealed record WorkloadKey(
    string Name, WorkloadKeyKind Kind, double Usual, double Least, double Most, string What)
{
    /// <summary>What a value has to be: <c>a whole number from 1 to 100000</c>.</summary>
    public string Bound => Kind switch
    {
        WorkloadKeyKind.Whole => $"a whole number from {Write(Least)} to {Write(Most)}",
        WorkloadKeyKind.Duration => $"a duration (500ms, 10s, 5m, 2h) from {Write(Least)} to {Write(Most)}",
        _ => $"a number from {Write(Least)} to {Write(Most)}",
    };

    /// <summary>The value as it would be given.</summary>
    public string Write(double value) => Kind == WorkloadKeyKind.Duration
        ? DurationText.Write(TimeSpan.FromSeconds(value))
        : value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>The value of a text; null when it is none within the bounds.</summary>
    public double? Read(string text)
    {
        double? value = Kind == WorkloadKeyKind.Duration
            ? DurationText.Read(text)?.TotalSeconds
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
        return value >= Least && value <= Most && (Kind != WorkloadKeyKind.Whole || double.IsInteger(value.Value))
            ? value
            : null;
    }
}

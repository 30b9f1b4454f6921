using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.Bounds;

/// <summary>An objective with its prices: what a run is worth, and how near it came to what was possible.</summary>
/// <param name="Objective">What counts.</param>
/// <param name="ColdValue">What a cold start is worth where it takes no time.</param>
public sealed record Goal(Objective Objective, TimeSpan ColdValue)
{
    private const double RumIdlePrice = 1 / RumScore.IdleGbSecondsPerSecond;

    /// <summary>Seconds that a GB·s of idle memory is worth.</summary>
    public double IdlePrice => Objective switch
    {
        Objective.Latency => RumIdlePrice / 10,
        Objective.Frugal => RumIdlePrice * 10,
        _ => RumIdlePrice,
    };

    /// <summary>Whether more is better.</summary>
    public bool MoreIsBetter => Objective == Objective.Contest;

    private bool IsRum => Objective is Objective.Rum or Objective.Contest;

    /// <summary>What the bounds weigh for a function.</summary>
    /// <param name="start">What its starts take.</param>
    public CostPrices PricesOf(TimeSpan start) => new(
        IsRum ? RumScore.ColdStartSeconds : (start > TimeSpan.Zero ? start : ColdValue).TotalSeconds, IdlePrice);

    /// <summary>What a run is worth.</summary>
    /// <param name="card">The run.</param>
    /// <param name="startsTakeTime">Whether waits for cold starts are in the waits.</param>
    public double ValueOf(SimulatedScorecard card, bool startsTakeTime) => Objective switch
    {
        Objective.Rum => card.Rum.Value,
        Objective.Contest => card.Contest.Total,
        _ => card.ScheduleSeconds
            + (startsTakeTime ? 0 : card.ColdStarts * ColdValue.TotalSeconds)
            + (card.IdleGbSeconds * IdlePrice),
    };

    /// <summary>How near a run came to what was possible: 1 is all of it.</summary>
    /// <param name="value">What the run is worth.</param>
    /// <param name="bounds">What was possible.</param>
    public double ShareOf(double value, BoundSet bounds) => MoreIsBetter
        ? Ratio(value, bounds.ContestClairvoyant.Total)
        : Ratio(bounds.OfflineKeepOrDrop.Value, value);

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}

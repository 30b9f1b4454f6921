using OrleansScaler.Simulation.Workloads.Names;
using OrleansScaler.Simulation.Workloads.Processes;
using static OrleansScaler.Simulation.Workloads.Names.WorkloadKeys;

namespace OrleansScaler.Simulation.Workloads.Catalogue;

/// <summary>Calls at random: even, in bursts, or by the time of day.</summary>
internal static class RandomWorkloads
{
    private const string Variation = "cv";
    private const string Peak = "peak";
    private const string Quiet = "quiet";
    private const string BurstFor = "burst";
    private const string Swing = "swing";
    private const string Period = "period";

    public static WorkloadDefinition Poisson { get; } = new(
        "poisson",
        [FunctionsOf(100), HoursOf(1), RateOf(0.1), ExecOf(200), InitOf(500), Memory],
        values => FunctionSet.Make("poisson", values, _ => new PoissonArrivals(values.Number(Rate))));

    public static WorkloadDefinition Gamma { get; } = new(
        "gamma",
        [
            FunctionsOf(100), HoursOf(1), RateOf(0.1), ExecOf(200), InitOf(500), Memory,
            Number(Variation, 4, 0.1, 20, "deviation of a gap as a share of its mean"),
        ],
        values => FunctionSet.Make(
            "gamma", values, _ => new GammaArrivals(values.Number(Rate), values.Number(Variation))));

    public static WorkloadDefinition TwoState { get; } = new(
        "mmpp",
        [
            FunctionsOf(100), HoursOf(1), RateOf(0.1), ExecOf(200), InitOf(500), Memory,
            Number(Peak, 20, 1, 100_000, "rate in a burst as a multiple of the quiet rate"),
            WorkloadKeys.Duration(Quiet, 300, 0.001, 7 * Day, "mean time between bursts"),
            WorkloadKeys.Duration(BurstFor, 30, 0.001, 7 * Day, "mean time of a burst"),
        ],
        values => FunctionSet.Make("mmpp", values, _ => new TwoStateArrivals(
            values.Number(Rate), values.Number(Peak), values.Duration(Quiet), values.Duration(BurstFor))));

    public static WorkloadDefinition Diurnal { get; } = new(
        "diurnal",
        [
            FunctionsOf(100), HoursOf(24), RateOf(0.05), ExecOf(200), InitOf(500), Memory,
            Number(Swing, 0.8, 0, 1, "how far the rate leaves its mean, as a share of it"),
            WorkloadKeys.Duration(Period, Day, 60, 31 * Day, "from peak to peak"),
        ],
        values => FunctionSet.Make("diurnal", values, _ => new DiurnalArrivals(
            values.Number(Rate), values.Number(Swing), values.Duration(Period))));
}

using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Policies.Selection;
using OrleansScaler.Scheduling.Spares;

namespace OrleansScaler.Scheduling.Policies;

/// <summary>The policies that decide for one function.</summary>
/// <param name="Name">The set as it was asked for.</param>
/// <param name="KeepAlive">How long idle slots are kept.</param>
/// <param name="ScaleUp">How many slots are started while requests wait.</param>
public sealed record PolicySet(string Name, IKeepAlivePolicy KeepAlive, IScaleUpPolicy ScaleUp)
{
    /// <summary>How many slots stand ready before anybody calls.</summary>
    public IPrewarmPolicy Prewarm { get; init; } = NoPrewarm.Instance;

    /// <summary>Which slot runs a request, where an instance may run several.</summary>
    public ISelectionPolicy Selection { get; init; } = FillFirst.Instance;

    /// <summary>How many un-inited slots stand ready for every function of a size; null: none ever.</summary>
    public ISparePolicy? Spares => Prewarm as ISparePolicy;

    /// <summary>
    /// Memory in MB that the slots of all functions under a budget may take together before idle ones are reclaimed by
    /// priority; null: this set knows no budget.
    /// </summary>
    public double? BudgetMegabytes { get; init; }

    /// <summary>Whether its pools are told when a function is called that tends to be called with theirs.</summary>
    public bool HearsCompanions { get; init; }

    /// <summary>What a reader of its results has to know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Which of a pool's records each part has; parts that are one object share one.</summary>
    internal const int KeepAliveSeat = 0;

    internal int ScaleUpSeat => ReferenceEquals(ScaleUp, KeepAlive) ? KeepAliveSeat : 1;

    internal int PrewarmSeat =>
        ReferenceEquals(Prewarm, KeepAlive) ? 0 : ReferenceEquals(Prewarm, ScaleUp) ? ScaleUpSeat : 2;
}

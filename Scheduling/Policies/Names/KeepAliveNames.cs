using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Periods;
using OrleansScaler.Scheduling.Policies.Preallocation;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>The keep-alives that can be named, one line each.</summary>
internal static class KeepAliveNames
{
    private const string Budget = "[SIZE[:DURATION]]";

    public static readonly NamedPart<IKeepAlivePolicy>[] All =
    [
        new("fixed", "DURATION", (text, _) => text.Duration(0) is { } keep
            ? new FixedKeepAlive(keep, TimeSpan.Zero)
            : null) { Usual = ["10s", "60s", "600s", "1200s"] },
        new("break-even", null, (_, figures) => new BreakEvenKeepAlive(figures.ColdValue, figures.IdlePrice)),
        new(HybridHistogram.TheName, null, (_, _) => new HybridHistogram(prewarms: false)),
        new("greedy-dual", Budget, (text, figures) => GreedyDual(text, figures, ReclaimOrder.GreedyDual)),
        new("lru", Budget, (text, figures) => GreedyDual(text, figures, ReclaimOrder.LeastRecentlyUsed)),
        new("freq", Budget, (text, figures) => GreedyDual(text, figures, ReclaimOrder.Frequency)),
        new("size", Budget, (text, figures) => GreedyDual(text, figures, ReclaimOrder.Size)),
        new("landlord", Budget, (text, figures) => GreedyDual(text, figures, ReclaimOrder.Landlord)),
        new("dual-stage", "[T1:T2]", (text, _) => DualStage(text)),
        new("idle-cap", "N[:SIZE][/KEEPALIVE]", IdleCap) { Usual = ["10"] },
        new("dynamic-keep-alive", null, (_, _) => DynamicKeepAlive.Talk),
        new("dynamic-keep-alive-final", null, (_, _) => DynamicKeepAlive.Final),
        new("gap-quantile", null, (_, _) => new GapQuantileKeepAlive()),
        new("lock-step", null, (_, _) => new LockStepKeepAlive()),
        new("periodic", null, (_, figures) => new Periodic(figures.ColdValue, figures.IdlePrice)),
        new("preallocate", null, (_, figures) => new Preallocate(figures.History)),
    ];

    internal static GreedyDualKeepAlive? GreedyDual(PolicyText text, PolicyOptions figures, ReclaimOrder order) =>
        text.Megabytes(0, figures.BudgetMegabytes) is { } budget
        && text.Duration(1, KeepAliveDecision.Forever) is { } keep
        && text.Arguments <= 2
            ? new GreedyDualKeepAlive(new GreedyDualOptions(order, budget, keep, figures.ColdValue))
            : null;

    private static DualStageKeepAlive? DualStage(PolicyText text)
    {
        if (text.Duration(0, DualStageKeepAlive.UsualRouteFor) is not { } routeFor
            || text.Duration(1, DualStageKeepAlive.UsualKeepAlive) is not { } keep
            || text.Arguments is not (0 or 2))
        {
            return null;
        }

        return routeFor < keep
            ? new DualStageKeepAlive(routeFor, keep)
            : text.Refuse<DualStageKeepAlive>(
                $"'{text.Whole}': T1 is {text.Argument(0)}; it must be less than T2, {text.Argument(1)}.");
    }

    private static IdleCapKeepAlive? IdleCap(PolicyText text, PolicyOptions figures)
    {
        var size = text.Megabytes(1);
        if (text.Count(0) is not { } slots || text.Arguments > 2 || (size is null && text.Arguments > 1))
        {
            return null;
        }

        if (text.Inner is not { } name)
        {
            return new IdleCapKeepAlive(new BreakEvenKeepAlive(figures.ColdValue, figures.IdlePrice), slots, size);
        }

        if (Array.Find(All, part => part.Name == name.Name) is not { } part)
        {
            var known = All.Select(part => part.Usage).ToArray();
            return text.Refuse<IdleCapKeepAlive>(PolicyLookup.Unknown(name.Name, known).Problem!);
        }

        return part.Make(name, figures, out var problem) is { } inner
            ? new IdleCapKeepAlive(inner, slots, size)
            : text.Refuse<IdleCapKeepAlive>(problem!);
    }
}

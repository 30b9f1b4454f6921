using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Spares;

/// <summary>
/// Keeps as many un-inited slots of each memory size as creates of it are under way on average: rate times create time
/// (Little's law). Optimises the wait of cold calls where creates are slow and sizes are shared by many functions;
/// loses where creates are rare or short, because an init still comes after and the spare's memory is paid for.
/// </summary>
/// <remarks>
/// Spares are wanted only while the waiting that they save in a second is worth more than a second of one's memory:
/// rate · create time ≥ GB · price. At 0.1 s and 0.17 GB, 1/99.69 s a GB·s, that is a create a minute.
/// <para>For its functions it is a prewarm that makes nothing; whoever creates their slots asks it for spares.</para>
/// </remarks>
/// <param name="idlePrice">Seconds that a GB·s of idle memory is worth, more than 0.</param>
public sealed class GenericPoolPolicy(double idlePrice) : IPrewarmPolicy, ISparePolicy
{
    /// <summary>More than 64 creates of one size under way say that the platform is behind: more do not help.</summary>
    private const int MostSpares = 64;

    /// <summary>Little's law is a mean: one more serves the create that comes while its fellow is replaced.</summary>
    private const int Margin = 1;

    /// <inheritdoc/>
    public string Name => "generic-pool";

    /// <inheritdoc/>
    public PrewarmDecision Decide(in PoolSnapshot pool) => new(0, Reason.NothingForeseen);

    /// <inheritdoc/>
    public SpareDecision Decide(in SpareSnapshot pool)
    {
        var create = pool.MeanCreate.TotalSeconds;
        var underWay = pool.Demand.RateAt(pool.Now) * create;
        var least = pool.MemoryGigabytes * idlePrice;
        if (create <= 0 || underWay < least)
        {
            return new SpareDecision(0, Reason.NothingForeseen);
        }

        // 3 a second · 0.4 s = 1.2 under way: 2 and the margin; asked again when it is 1. One of 1 GB goes at
        // 0.01 alone, its margin at 0.1 already: used only when two come at once, it is worth the square.
        var whole = (int)Math.Min(Math.Ceiling(underWay), MostSpares);
        var leastOfTwo = Math.Sqrt(least);
        var margin = underWay > leastOfTwo ? Margin : 0;
        var next = Math.Max(whole - 1, margin > 0 ? Math.Max(leastOfTwo, least) : least);
        return new SpareDecision(
            Math.Min(whole + margin, MostSpares), Reason.SpareDemand, pool.Demand.FallsBelow(next / create));
    }
}

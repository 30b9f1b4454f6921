using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// Chooses for each function between one keep-alive for steady arrivals and one for bursts, by the gaps between its
/// calls, and stays with a choice until the gaps clearly say otherwise. Optimises idle memory where no keep-alive in
/// reach would have been warm. Loses while a function changes its ways: 200 gaps have to go first. Source: the 2023
/// contest's Rust entry, v2.0, which chose by the shape of the key; this looks at what the function does.
/// </summary>
/// <remarks>
/// To the bursts' policy: coefficient of variation of the last 200 gaps from 1.5 up (Poisson arrivals have 1), or a
/// mean gap from twice the dense one up: what is kept is mostly kept in vain. Back to the steady one: a coefficient of
/// at most 1 and a mean gap of at most the dense one. Between the two nothing changes. The reason of each decision is
/// that of the policy chosen.
/// </remarks>
/// <param name="steady">Decides for dense and steady arrivals, and until something is known.</param>
/// <param name="bursty">Decides for bursts and for rare calls.</param>
/// <param name="denseGap">A mean gap that the steady policy's keep-alive bridges.</param>
public sealed class DispatchKeepAlive(IKeepAlivePolicy steady, IKeepAlivePolicy bursty, TimeSpan denseGap)
    : IKeepAlivePolicy
{
    /// <summary>Gaps of which a deviation says something.</summary>
    private const int FewestGaps = 20;

    /// <summary>Arrivals between looks: a tenth of the window, so that a look has something new to see.</summary>
    private const int ReviewEvery = 20;

    private const double SteadyVariation = 1;
    private const double BurstyVariation = 1.5;
    private const double RareGaps = 2;

    /// <inheritdoc/>
    public string Name => "dispatch";

    /// <inheritdoc/>
    public KeepAliveDecision Decide(in PoolSnapshot pool)
    {
        var state = Review(pool.State as DispatchState ?? DispatchState.First, pool.Statistics);
        var decision = (state.Bursty ? bursty : steady).Decide(pool with { State = state.Inner });
        var same = ReferenceEquals(decision.State, state.Inner);
        return decision with { State = same ? state : state with { Inner = decision.State } };
    }

    private DispatchState Review(DispatchState state, FunctionStatistics seen)
    {
        if (seen.Arrivals < state.ReviewAt || seen.Gaps.Count < FewestGaps)
        {
            return state;
        }

        var (variation, gap) = (seen.Gaps.CoefficientOfVariation, seen.Gaps.Mean / denseGap.TotalSeconds);
        var toBursty = variation >= BurstyVariation || gap >= RareGaps;
        var toSteady = variation <= SteadyVariation && gap <= 1;
        var next = toBursty || (state.Bursty && !toSteady);
        return new DispatchState(
            next, seen.Arrivals + ReviewEvery, next == state.Bursty ? state.Inner : null);
    }
}

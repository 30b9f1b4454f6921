namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>Which of two policies decides for a function, and what that one has noted.</summary>
/// <param name="Bursty">Whether it is the one for bursts.</param>
/// <param name="ReviewAt">Arrivals at which the choice is looked at again.</param>
/// <param name="Inner">The record of the chosen one; the other one's is forgotten.</param>
internal sealed record DispatchState(bool Bursty, long ReviewAt, PolicyState? Inner) : PolicyState
{
    /// <summary>A function of which nothing is known yet.</summary>
    public static readonly DispatchState First = new(Bursty: false, ReviewAt: 0, Inner: null);
}

using Orleans.Runtime;

namespace OrleansScaler.Grains.Recovery;

/// <summary>
/// Tells losses apart from what the members' table still remembers: only a silo that was seen alive can be lost. Not
/// for several threads.
/// </summary>
internal sealed class SiloWatch
{
    private readonly HashSet<SiloAddress> _alive = [];

    /// <summary>A silo's status was told.</summary>
    /// <returns>Whether it was alive before, and is gone now.</returns>
    public bool See(SiloAddress silo, SiloStatus status)
    {
        if (status == SiloStatus.Dead)
        {
            return _alive.Remove(silo);
        }

        if (status != SiloStatus.None)
        {
            _alive.Add(silo);
        }

        return false;
    }

    /// <summary>All silos were told; one that is missing is gone.</summary>
    /// <returns>Whether any is.</returns>
    public bool SeeAll(IReadOnlyDictionary<SiloAddress, SiloStatus> silos)
    {
        var lost = _alive.RemoveWhere(silo => !silos.ContainsKey(silo)) > 0;
        foreach (var (silo, status) in silos)
        {
            lost |= See(silo, status);
        }

        return lost;
    }
}

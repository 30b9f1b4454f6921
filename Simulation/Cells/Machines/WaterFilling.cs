namespace OrleansScaler.Simulation.Cells.Machines;

/// <summary>Shares the cores of a node.</summary>
internal static class WaterFilling
{
    /// <summary>
    /// Gives everybody cores by weight, nobody more than its cap, and what the capped leave to the others. Two cores
    /// for weights 1, 1 and 2 with caps 0.2, 2 and 2: the first has 0.2; 1.8 is left for weights 1 and 2: 0.6 and 1.2.
    /// </summary>
    /// <param name="shares">Those that want CPU; sets their <see cref="CpuShare.Cores"/>.</param>
    /// <param name="cores">What there is.</param>
    public static void Fill(IReadOnlyList<CpuShare> shares, double cores)
    {
        var (weight, caps) = (0.0, 0.0);
        foreach (var share in shares)
        {
            weight += share.Weight;
            caps += share.Cap;
            share.Cores = share.Cap;
        }

        if (caps > cores)
        {
            Divide(shares, cores, weight);
        }
    }

    /// <summary>Each round the cap of at least one that has too much is fixed, or all are done.</summary>
    private static void Divide(IReadOnlyList<CpuShare> shares, double cores, double weight)
    {
        Span<bool> capped = shares.Count <= 256 ? stackalloc bool[shares.Count] : new bool[shares.Count];
        var changed = true;
        while (changed)
        {
            changed = false;
            var level = cores / weight;
            for (var i = 0; i < shares.Count; i++)
            {
                if (capped[i])
                {
                    continue;
                }

                var share = shares[i];
                share.Cores = share.Weight * level;
                if (share.Cores >= share.Cap)
                {
                    (share.Cores, capped[i], changed) = (share.Cap, true, true);
                    cores -= share.Cap;
                    weight -= share.Weight;
                    level = cores / weight;
                }
            }
        }
    }
}

namespace OrleansScaler.Scheduling.Nodes.Fleet.Orders;

/// <summary>Amounts as shares of others.</summary>
internal static class Shares
{
    /// <summary>The larger of the shares of memory and CPU; nothing of nothing is 0.</summary>
    public static double Larger(Resources amount, Resources whole) => Math.Max(
        Of(amount.MemoryMegabytes, whole.MemoryMegabytes), Of(amount.CpuMillicores, whole.CpuMillicores));

    private static double Of(double amount, double whole) => whole > 0 ? amount / whole : 0;
}

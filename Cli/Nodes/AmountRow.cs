using OrleansScaler.Protos.Admin;

namespace OrleansScaler.Cli.Nodes;

/// <summary>An amount of memory and CPU in the JSON of <c>nodes</c>.</summary>
/// <param name="MemoryMegabytes">Memory in MB.</param>
/// <param name="CpuMillicores">CPU in thousandths of a core.</param>
internal sealed record AmountRow(double MemoryMegabytes, double CpuMillicores)
{
    /// <summary>A server of a later version may leave an amount out: then it is nothing.</summary>
    public static AmountRow Of(Amount? amount) => new(amount?.MemoryMegabytes ?? 0, amount?.CpuMillicores ?? 0);
}

using System.Collections.Concurrent;
using Orleans.Scheduling;

namespace Orleans.Hosting;

/// <summary>The silos of this process by gateway port: where its clients find them.</summary>
internal static class LocalGateways
{
    private static readonly ConcurrentDictionary<int, SiloRuntime> s_byPort = new();

    internal static void Open(int port, SiloRuntime silo) => s_byPort[port] = silo;

    internal static SiloRuntime? Find(int port) => s_byPort.GetValueOrDefault(port);

    internal static void Close(SiloRuntime silo)
    {
        foreach (var entry in s_byPort.Where(entry => entry.Value == silo))
        {
            s_byPort.TryRemove(entry);
        }
    }
}

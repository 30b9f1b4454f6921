using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using OrleansScaler.Contracts.Clusters;

namespace OrleansScaler.Grains.Recovery;

/// <summary>
/// What a process without a silo can know of silos: it asks one of them for the list. Its own connections would say it
/// sooner when a process is killed, but not when a host falls silent, and not of a silo that it never called.
/// </summary>
/// <param name="read">Reads the list.</param>
/// <param name="time">Paces the readings.</param>
/// <param name="logger">Hears of those that failed.</param>
public sealed partial class ClientLosses(
    Func<Task<Dictionary<SiloAddress, SiloStatus>>> read, TimeProvider time, ILogger<ClientLosses> logger)
    : BackgroundService, IClusterChanges
{
    /// <summary>
    /// Each reading has the silo read its table: half a query per second and gateway. What a loss costs here is only
    /// that held instances are told two seconds later.
    /// </summary>
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly SiloWatch _watch = new();

    /// <summary>Asks the runtime's own grain.</summary>
    /// <param name="client">Reaches it.</param>
    /// <param name="time">Paces the readings.</param>
    /// <param name="logger">Hears of those that failed.</param>
    public ClientLosses(IClusterClient client, TimeProvider time, ILogger<ClientLosses> logger)
        : this(() => client.GetGrain<IManagementGrain>(0).GetHosts(), time, logger)
    {
    }

    /// <inheritdoc/>
    public event Action? SiloLost;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                if (_watch.SeeAll(await read()))
                {
                    SiloLost?.Invoke();
                }
            }
            catch (Exception fault)
            {
                // The silo asked may be the one that is gone. The next reading asks another.
                LogNotRead(fault);
            }

            await Task.Delay(Every, time, stoppingToken);
        }
    }
}

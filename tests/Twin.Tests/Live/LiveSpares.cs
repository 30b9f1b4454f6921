using OrleansScaler.Contracts.Spares;
using OrleansScaler.Testing.Polling;
using OrleansScaler.Twin.Tests.Stories;

namespace OrleansScaler.Twin.Tests.Live;

/// <summary>The spare pools of the story's sizes; none where the policies want no spares.</summary>
internal sealed class LiveSpares(TwinSilo silo, Story story, LivePlatform platform)
{
    private readonly ISparePoolGrain[] _pools = silo.HasSpares
        ?
        [
            .. story.Workload.Functions.Select(function => function.MemoryMegabytes).Distinct().Select(silo.Spares),
        ]
        : [];

    /// <summary>
    /// Heeds what they want made. The question waits its turn, so all that was done before is done.
    /// </summary>
    /// <returns>Whether they wanted anything.</returns>
    public async Task<bool> HearAsync(DateTimeOffset now)
    {
        foreach (var pool in _pools)
        {
            await pool.GetStatus().EndsAsync();
        }

        return _pools.Length > 0 && platform.MakeSpares(now);
    }
}

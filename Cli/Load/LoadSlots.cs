using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Cli.Load;

/// <summary>What a load run's own platform saw of slots; those alive at the end were not given back in time.</summary>
internal sealed record LoadSlots
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Slots made.</summary>
    public required long Created { get; init; }

    /// <summary>Slots given back.</summary>
    public required long Destroyed { get; init; }

    /// <summary>Slots alive at the end: created less destroyed.</summary>
    public required long LiveAtEnd { get; init; }

    /// <summary>Most slots alive at one time.</summary>
    public required int Peak { get; init; }

    /// <summary>Waits until the scaler has given every slot back, or no longer than told.</summary>
    public static async Task<LoadSlots> SettleAsync(
        SimulatedSlots slots, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < patience && slots.Accounts().Live > 0; waited += s_pause)
        {
            await Task.Delay(s_pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        var accounts = slots.Accounts();
        return new LoadSlots
        {
            Created = accounts.Created,
            Destroyed = accounts.Destroyed,
            LiveAtEnd = accounts.Live,
            Peak = accounts.Peak,
        };
    }
}

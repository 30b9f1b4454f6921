namespace OrleansScaler.Grains.Shells;

/// <summary>
/// Waits in slices: of a time in which this process did not run (stopped, or on a machine with too much to do) only one
/// slice counts. A wait that runs out tells something of what was waited for, then, and not of this process.
/// </summary>
internal static class SlicedWait
{
    /// <summary>A process that stood still for long gives at least the other seven to what it waits for.</summary>
    private const int Slices = 8;

    /// <summary>Waits for work, but not long.</summary>
    /// <param name="work">The work.</param>
    /// <param name="patience">How long, of the time that this process runs.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Whether it ended, in whichever way.</returns>
    public static async Task<bool> ForAsync(Task work, TimeSpan patience, TimeProvider time)
    {
        // Timers know whole milliseconds; what that leaves over is in the last slice.
        var slice = TimeSpan.FromMilliseconds(Math.Floor(patience.TotalMilliseconds / Slices));
        for (var left = Slices; left > 0 && !work.IsCompleted; left--)
        {
            await Task.WhenAny(work, Task.Delay(left > 1 ? slice : patience - (slice * (Slices - 1)), time));
        }

        return work.IsCompleted;
    }
}

using System.Runtime.CompilerServices;

namespace OrleansScaler.Testing.Polling;

/// <summary>
/// Waits for what happens on other threads: asks until it is so, and fails when it is not so for long. The patience is
/// never part of what a test says; it only ends a test that has failed.
/// </summary>
public static class Eventually
{
    /// <summary>Far longer than anything takes here on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(2);

    public static Task HoldsAsync(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(() => ValueTask.FromResult(condition()), what);

    public static async Task HoldsAsync(
        Func<ValueTask<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Not so within {Patience}: {what}");
            }

            await Task.Delay(s_pause);
        }
    }

    /// <summary>Reads a value until it is as wanted, and returns it; a failure tells the last value read.</summary>
    public static async Task<T> ReadsAsync<T>(
        Func<ValueTask<T>> read,
        Func<T, bool> wanted,
        [CallerArgumentExpression(nameof(wanted))] string what = "")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (wanted(value))
            {
                return value;
            }

            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Not so within {Patience}: {what}; last read: {value}");
            }

            await Task.Delay(s_pause);
        }
    }

    /// <summary>The task's result, or a failure instead of a test that hangs.</summary>
    public static Task<T> EndsAsync<T>(this Task<T> task) => task.WaitAsync(Patience);

    /// <summary>The task's end, or a failure instead of a test that hangs.</summary>
    public static Task EndsAsync(this Task task) => task.WaitAsync(Patience);

    /// <summary>The task's result, or a failure instead of a test that hangs.</summary>
    public static Task<T> EndsAsync<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Patience);
}

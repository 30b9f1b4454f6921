using System.Runtime.CompilerServices;

namespace OrleansScaler.Cluster.Tests.Faults;

/// <summary>Waits for what takes a stated time of its own; asks until it is so.</summary>
internal static class Soon
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    public static async Task HoldsAsync(
        TimeSpan bound, Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < bound, $"Not so within {bound}: {what}");
            await Task.Delay(s_pause);
        }
    }
}

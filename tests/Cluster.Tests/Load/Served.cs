namespace OrleansScaler.Cluster.Tests.Load;

/// <summary>Fails with the first few of what went wrong; thousands of calls would say the same.</summary>
internal static class Served
{
    private const int Shown = 5;

    public static void All(IEnumerable<CallRecord> calls)
    {
        var wrong = calls.Where(call => !call.Result.IsServed).ToArray();
        var lines = string.Join(Environment.NewLine, wrong.Take(Shown).Select(call => $"{call}"));
        Assert.True(wrong.Length == 0, $"{wrong.Length} calls were not served:{Environment.NewLine}{lines}");
    }

    /// <summary>Whether every function could be had in the end.</summary>
    public static void AtLast(IEnumerable<CallRecord> calls) =>
        All(calls.GroupBy(call => call.Function).Select(group => group.MaxBy(call => call.SentAt)!));
}

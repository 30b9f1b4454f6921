namespace OrleansScaler.Cluster.Tests.Load;

/// <summary>How long functions could not be had after something happened.</summary>
internal static class FunctionGap
{
    /// <summary>
    /// For each function the longest time that one of its calls waited after the event, those under way then included:
    /// the calls of a function follow each other, so none could be had for that long.
    /// </summary>
    public static Waits After(IReadOnlyCollection<CallRecord> calls, TimeSpan when, IReadOnlySet<string> functions) =>
        new(calls.Where(call => functions.Contains(call.Function) && call.AnsweredAt > when)
            .GroupBy(call => call.Function)
            .Select(group => group.Max(call => call.AnsweredAt - (call.SentAt > when ? call.SentAt : when))));

    /// <summary>Waits of the calls of some functions that were under way then or sent in the time after.</summary>
    public static Waits WaitsAround(
        IReadOnlyCollection<CallRecord> calls, TimeSpan when, TimeSpan time, IReadOnlySet<string> functions) =>
        new(calls.Where(call => functions.Contains(call.Function)
                && call.AnsweredAt > when && call.SentAt < when + time)
            .Select(call => call.Result.Wait));

    /// <summary>Waits of each function's first call.</summary>
    public static Waits OfFirst(IEnumerable<CallRecord> calls) =>
        new(calls.GroupBy(call => call.Function).Select(group => group.MinBy(call => call.SentAt)!.Result.Wait));
}

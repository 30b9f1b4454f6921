namespace OrleansScaler.Cluster.Tests.Load;

/// <summary>How long functions could not be had after something happened.</summary>
internal static class FunctionGap
{
    /// <summary>
    /// For each function the time from the event to the first answer that came after it. A function that nobody served
    /// again counts until the end of the records.
    /// </summary>
    public static Waits After(IReadOnlyCollection<CallRecord> calls, TimeSpan when, IReadOnlySet<string> functions)
    {
        var end = calls.Max(call => call.AnsweredAt);
        var served = calls.Where(call => call.Result.IsServed && call.AnsweredAt > when)
            .GroupBy(call => call.Function)
            .ToDictionary(group => group.Key, group => group.Min(call => call.AnsweredAt), StringComparer.Ordinal);
        return new Waits(functions.Select(function => served.GetValueOrDefault(function, end) - when));
    }

    /// <summary>Waits of the calls of some functions that were under way then or sent in the time after.</summary>
    public static Waits WaitsAround(
        IReadOnlyCollection<CallRecord> calls, TimeSpan when, TimeSpan time, IReadOnlySet<string> functions) =>
        new(calls.Where(call => functions.Contains(call.Function)
                && call.AnsweredAt > when && call.SentAt < when + time)
            .Select(call => call.Result.Wait));
}

namespace OrleansScaler.Simulation.Chaos;

/// <summary>
/// What became of one caller process's requests, from its start. The property names go over its output.
/// </summary>
public sealed record CallerReport
{
    /// <summary>Messages that are kept; a broken scaler makes one per request.</summary>
    public const int MaximumMessages = 20;

    /// <summary>Requests that were begun.</summary>
    public long Asked { get; init; }

    /// <summary>Requests that were granted an instance.</summary>
    public long Granted { get; init; }

    /// <summary>Those of them whose instance was there before they asked.</summary>
    public long Warm { get; init; }

    /// <summary>Requests that ran, and whose Idle the scaler took.</summary>
    public long Returned { get; init; }

    /// <summary>Requests that were refused, by the reason.</summary>
    public IReadOnlyDictionary<string, long> Refused { get; init; } = new Dictionary<string, long>();

    /// <summary>Those of them whose answer had no reason in it.</summary>
    public long Untyped { get; init; }

    /// <summary>Requests that ran, and whose Idle the scaler refused, by the reason.</summary>
    public IReadOnlyDictionary<string, long> IdleRefused { get; init; } = new Dictionary<string, long>();

    /// <summary>Requests that were granted an instance which could not serve them, by the platform's verdict.</summary>
    public IReadOnlyDictionary<string, long> Unusable { get; init; } = new Dictionary<string, long>();

    /// <summary>Requests that were neither granted nor refused within the limit.</summary>
    public long WaitersLost { get; init; }

    /// <summary>Requests that ran, and whose Idle nobody answered within the limit.</summary>
    public long IdlesLost { get; init; }

    /// <summary>Calls that were sent again.</summary>
    public long Repeats { get; init; }

    /// <summary>Requests that are under way.</summary>
    public long Open { get; init; }

    /// <summary>
    /// When a request was granted after a call had failed for want of a server: seconds on the machine's monotonic
    /// clock, which all its processes share.
    /// </summary>
    public IReadOnlyList<double> Recoveries { get; init; } = [];

    /// <summary>The first things that went wrong, in words.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>The sum of several processes.</summary>
    public static CallerReport Sum(IEnumerable<CallerReport> reports)
    {
        var all = reports.ToList();
        return new CallerReport
        {
            Asked = all.Sum(report => report.Asked),
            Granted = all.Sum(report => report.Granted),
            Warm = all.Sum(report => report.Warm),
            Returned = all.Sum(report => report.Returned),
            Refused = SumOf(all, report => report.Refused),
            Untyped = all.Sum(report => report.Untyped),
            IdleRefused = SumOf(all, report => report.IdleRefused),
            Unusable = SumOf(all, report => report.Unusable),
            WaitersLost = all.Sum(report => report.WaitersLost),
            IdlesLost = all.Sum(report => report.IdlesLost),
            Repeats = all.Sum(report => report.Repeats),
            Open = all.Sum(report => report.Open),
            Recoveries = [.. all.SelectMany(report => report.Recoveries).Order()],
            Messages = [.. all.SelectMany(report => report.Messages).Take(MaximumMessages)],
        };
    }

    private static SortedDictionary<string, long> SumOf(
        IEnumerable<CallerReport> reports, Func<CallerReport, IReadOnlyDictionary<string, long>> part)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in reports.SelectMany(part))
        {
            sum[name] = sum.GetValueOrDefault(name) + count;
        }

        return sum;
    }
}

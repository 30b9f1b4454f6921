namespace OrleansScaler.Simulation.Chaos;

/// <summary>
/// Keeps what became of each request: every one that is begun ends in exactly one way. Safe from any thread.
/// </summary>
internal sealed class RequestAccounts
{
    /// <summary>Recoveries that are kept: far more than a run has outages.</summary>
    private const int MaximumRecoveries = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _idleRefused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _unusable = new(StringComparer.Ordinal);
    private readonly List<double> _recoveries = [];
    private readonly List<string> _messages = [];
    private CallerReport _sums = new();
    private bool _isServerMissing;

    /// <summary>A request is begun.</summary>
    public void Asked() => Change(sums => sums with { Asked = sums.Asked + 1, Open = sums.Open + 1 });

    /// <summary>A call failed for want of a server and is sent again.</summary>
    public void Repeated()
    {
        lock (_lock)
        {
            _isServerMissing = true;
            _sums = _sums with { Repeats = _sums.Repeats + 1 };
        }
    }

    /// <summary>A request was granted an instance.</summary>
    /// <param name="seconds">When, on the machine's monotonic clock.</param>
    public void Granted(double seconds)
    {
        lock (_lock)
        {
            _sums = _sums with { Granted = _sums.Granted + 1 };
            if (_isServerMissing && _recoveries.Count < MaximumRecoveries)
            {
                _recoveries.Add(seconds);
            }

            _isServerMissing = false;
        }
    }

    /// <summary>The instance that a request was granted was there before it asked.</summary>
    public void WasWarm() => Change(sums => sums with { Warm = sums.Warm + 1 });

    /// <summary>A request ran and its Idle was taken.</summary>
    public void Returned() => End(sums => sums with { Returned = sums.Returned + 1 });

    /// <summary>A request was refused.</summary>
    /// <param name="reason">Why: few different ones.</param>
    /// <param name="isTyped">Whether the answer had a reason in it.</param>
    /// <param name="message">In words.</param>
    public void Refused(string reason, bool isTyped, string message) => End(
        sums => sums with { Untyped = sums.Untyped + (isTyped ? 0 : 1) }, _refused, reason, message);

    /// <summary>A request ran and its Idle was refused.</summary>
    public void IdleRefused(string reason, string message) => End(sums => sums, _idleRefused, reason, message);

    /// <summary>A request's instance could not serve it.</summary>
    public void Unusable(string verdict, string message) => End(sums => sums, _unusable, verdict, message);

    /// <summary>A request was neither granted nor refused.</summary>
    public void WaiterLost(string message) =>
        End(sums => sums with { WaitersLost = sums.WaitersLost + 1 }, null, "waiter lost", message);

    /// <summary>A request ran and its Idle was not answered.</summary>
    public void IdleLost(string message) =>
        End(sums => sums with { IdlesLost = sums.IdlesLost + 1 }, null, "Idle lost", message);

    /// <summary>A request ended with its process.</summary>
    public void BrokenOff() => End(sums => sums);

    /// <summary>All of it so far.</summary>
    public CallerReport ToReport()
    {
        lock (_lock)
        {
            return _sums with
            {
                Refused = new Dictionary<string, long>(_refused),
                IdleRefused = new Dictionary<string, long>(_idleRefused),
                Unusable = new Dictionary<string, long>(_unusable),
                Recoveries = [.. _recoveries],
                Messages = [.. _messages],
            };
        }
    }

    private void Change(Func<CallerReport, CallerReport> change)
    {
        lock (_lock)
        {
            _sums = change(_sums);
        }
    }

    private void End(
        Func<CallerReport, CallerReport> change,
        Dictionary<string, long>? counts = null,
        string? kind = null,
        string? message = null)
    {
        lock (_lock)
        {
            _sums = change(_sums) with { Open = _sums.Open - 1 };
            if (kind is null)
            {
                return;
            }

            var isNew = counts is null || counts.TryAdd(kind, 0);
            if (counts is not null)
            {
                counts[kind]++;
            }

            // One of each kind first: a thousand refusals must not hide the one lost waiter.
            if (isNew && _messages.Count < CallerReport.MaximumMessages)
            {
                _messages.Add($"{kind}: {message}");
            }
        }
    }
}

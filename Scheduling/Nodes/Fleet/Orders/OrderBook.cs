using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes.Fleet.Orders;

/// <summary>
/// Orders of nodes that are under way, and when the next may be made. One failure pauses all of them; failures of
/// orders that were made before the last pause began belong to it and do not lengthen it.
/// </summary>
internal sealed class OrderBook(NodeFleetOptions options)
{
    private readonly SortedDictionary<long, DateTimeOffset> _underWay = [];
    private long _last;
    private int _failures;
    private long _lastOfWave;

    /// <summary>Orders that have no answer yet.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>When orders may be made again after a failure; null when they may.</summary>
    public DateTimeOffset? AgainAt { get; private set; }

    /// <summary>When the first order was made; null before.</summary>
    public DateTimeOffset? FirstAt { get; private set; }

    /// <summary>When the oldest order counts as failed; null when none is under way.</summary>
    public DateTimeOffset? GivenUpAt => _underWay.Count == 0 ? null : _underWay.First().Value + options.OrderFor;

    /// <summary>Nodes that there may be now, orders and nodes that leave included.</summary>
    public int Cap(DateTimeOffset now) => IsOpening(now)
        ? Math.Min(options.OpeningNodes, options.MaximumNodes)
        : options.MaximumNodes;

    /// <summary>When the cap rises; null when it does not.</summary>
    public DateTimeOffset? CapRisesAt(DateTimeOffset now) => FirstAt is not null && IsOpening(now)
        ? FirstAt + options.OpeningFor
        : null;

    public bool IsPaused(DateTimeOffset now) => AgainAt > now;

    public OrderId Make(DateTimeOffset now)
    {
        FirstAt ??= now;
        _underWay.Add(++_last, now);
        return new OrderId(_last);
    }

    /// <summary>An order brought a node.</summary>
    /// <returns>Whether it was under way.</returns>
    public bool Fill(OrderId order)
    {
        _failures = 0;
        return _underWay.Remove(order.Value);
    }

    /// <summary>An order brought none.</summary>
    /// <returns>Whether it was under way.</returns>
    public bool Fail(OrderId order, DateTimeOffset now)
    {
        if (!_underWay.Remove(order.Value))
        {
            return false;
        }

        if (order.Value > _lastOfWave)
        {
            _lastOfWave = _last;
            AgainAt = now + Backoff.After(++_failures, options.BackoffBase, options.BackoffMaximum);
        }

        return true;
    }

    /// <summary>Orders that nobody answered in time have failed.</summary>
    public void GiveUp(DateTimeOffset now)
    {
        while (GivenUpAt <= now)
        {
            Fail(new OrderId(_underWay.First().Key), now);
        }
    }

    private bool IsOpening(DateTimeOffset now) => FirstAt is not { } first || now < first + options.OpeningFor;
}

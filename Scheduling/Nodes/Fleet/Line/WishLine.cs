using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Nodes.Fleet.Line;

/// <summary>
/// Who waits for room. Functions take turns by start tags (MQFQ, ATC 2019): a wish starts at the virtual time or where
/// its function's last one finished, whichever is later, and finishes after its share of a node. A function that took
/// much stands behind one that took little; a burst of one cannot keep the others waiting.
/// </summary>
/// <remarks>
/// f took ten tenths of a node since the line began, g none, and the virtual time is 0: f's next starts at 1, g's first
/// at 0, so g comes first (<c>WishLineTests</c>).
/// </remarks>
internal sealed class WishLine
{
    /// <summary>
    /// Functions without a wish in line whose turns are remembered. Past it they are forgotten, and start anew.
    /// </summary>
    private const int MaximumQuietFlows = 4_096;

    private readonly Dictionary<TicketId, WaitingWish> _wishes = [];
    private readonly Dictionary<FunctionKey, WishFlow> _flows = [];
    private readonly SortedSet<WishFlow> _backlogged = [];
    private readonly SortedSet<WaitingWish> _byDeadline = [];
    private readonly SortedDictionary<long, WaitingWish> _byAge = [];
    private double _virtualTime;
    private long _number;

    public int Count => _wishes.Count;

    public DateTimeOffset? FirstDeadline => _byDeadline.Min?.Wish.Deadline;

    /// <summary>Functions with wishes in line, first to be served first.</summary>
    public IEnumerable<WishFlow> Backlogged => _backlogged;

    /// <summary>All wishes in line, oldest first.</summary>
    public IEnumerable<WaitingWish> ByAge => _byAge.Values;

    public WaitingWish? Find(TicketId ticket) => _wishes.GetValueOrDefault(ticket);

    public bool Waits(FunctionKey function) => _flows.TryGetValue(function, out var flow) && flow.Head is not null;

    public WaitingWish Add(Wish wish, SlotNeed need)
    {
        var flow = FlowOf(wish.Request.Function);
        var waiting = new WaitingWish(wish, need, _number++, flow);
        var isFirst = flow.Head is null;
        flow.Add(waiting, _virtualTime);
        if (isFirst)
        {
            _backlogged.Add(flow);
        }

        _wishes.Add(wish.Ticket, waiting);
        _byDeadline.Add(waiting);
        _byAge.Add(waiting.Number, waiting);
        return waiting;
    }

    /// <summary>Takes a wish out that was not served: its function keeps its turn.</summary>
    public void Remove(WaitingWish wish)
    {
        _backlogged.Remove(wish.Flow);
        Forget(wish);
        GoOn(wish.Flow);
    }

    /// <summary>Takes a wish out that was served: its function's next one stands behind by what it cost.</summary>
    public void Serve(WaitingWish wish, double cost)
    {
        var flow = wish.Flow;
        _backlogged.Remove(flow);
        Serve(flow, cost);
        Forget(wish);
        GoOn(flow);
    }

    /// <summary>
    /// A function was served past the line, while others wait who do not fit: it is charged all the same.
    /// </summary>
    public void ServeAtOnce(FunctionKey function, double cost) => Serve(FlowOf(function), cost);

    /// <summary>The one whose deadline passed longest ago; null when none has.</summary>
    public WaitingWish? Late(DateTimeOffset now) =>
        _byDeadline.Min is { } first && first.Wish.Deadline <= now ? first : null;

    private void Serve(WishFlow flow, double cost) =>
        _virtualTime = Math.Max(_virtualTime, flow.Serve(cost, _virtualTime));

    private WishFlow FlowOf(FunctionKey function)
    {
        if (_flows.TryGetValue(function, out var flow))
        {
            return flow;
        }

        if (_flows.Count - _backlogged.Count >= MaximumQuietFlows)
        {
            foreach (var quiet in _flows.Values.Where(quiet => quiet.Head is null).ToArray())
            {
                _flows.Remove(quiet.Function);
            }
        }

        flow = new WishFlow(function);
        _flows.Add(function, flow);
        return flow;
    }

    private void Forget(WaitingWish wish)
    {
        wish.Flow.Remove(wish);
        _wishes.Remove(wish.Wish.Ticket);
        _byDeadline.Remove(wish);
        _byAge.Remove(wish.Number);
    }

    private void GoOn(WishFlow flow)
    {
        if (flow.Head is not null)
        {
            _backlogged.Add(flow);
        }
        else if (_wishes.Count == 0)
        {
            // Nobody waits: a new busy time begins, and nobody owes anything from the last.
            _flows.Clear();
            _virtualTime = 0;
        }
    }
}

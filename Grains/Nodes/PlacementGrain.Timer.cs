using OrleansScaler.Grains.Shells;

namespace OrleansScaler.Grains.Nodes;

/// <content>The one timer.</content>
public sealed partial class PlacementGrain
{
    /// <summary>Whoever has nodes stays active: they would be forgotten with the activation.</summary>
    private void Arm()
    {
        if (_closing)
        {
            _timer.Arm(null);
            return;
        }

        var next = Earlier(Earlier(_fleet.NextDeadline, _leases.First), Earlier(NextPoll, _returns.First));
        next = Earlier(next, _usageAt);
        _timer.Arm(next ?? (_nodes.Count > 0 ? _time.GetUtcNow() + DeadlineTimer.Longest : null));
    }

    private void OnTimer()
    {
        var now = _time.GetUtcNow();
        EndLeases(now);
        TakeBack(now);
        _fleet.Tick(now, _commands);
        Poll(now);
        AskUsage(now);
        _loop.Run();
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}

using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>
/// Callers and a platform that do what real ones do on bad days: late, double and contradicting answers, failures,
/// instances never given back, given back twice, or by somebody who does not hold them.
/// </summary>
internal sealed class StormWorld(Random random, StormQueue queue, double failureShare)
{
    private readonly List<string> _ids = [];
    private readonly List<string> _slots = ["s-unknown"];
    private double _failureShare = failureShare;
    private int _requests;

    /// <summary>From here on nothing fails and nobody new calls.</summary>
    public bool IsCalm { get; private set; }

    public void CalmDown()
    {
        IsCalm = true;
        _failureShare = 0;
    }

    /// <summary>An arrival's request: mostly a new one, at times one that is known or was.</summary>
    public string NextRequest()
    {
        if (_ids.Count > 0 && Chance(0.1))
        {
            return _ids[Math.Max(0, _ids.Count - 1 - random.Next(60))];
        }

        var id = $"r{_requests++}";
        _ids.Add(id);
        return id;
    }

    /// <summary>How long its caller waits; at times its deadline is over before it comes.</summary>
    public TimeSpan NextPatience() => Chance(0.02) ? TimeSpan.FromSeconds(-1) : Seconds(Chance(0.3) ? 2 : 60);

    /// <summary>The pause until the next arrival: bursts, trickles, and silences that outlast any keep-alive.</summary>
    public TimeSpan NextGap() => random.Next(100) switch
    {
        < 50 => TimeSpan.Zero,
        < 90 => Seconds(1),
        < 99 => Seconds(8),
        _ => TimeSpan.FromSeconds(30) + Seconds(120),
    };

    public void OnArrival(string id, DateTimeOffset now)
    {
        if (Chance(0.05))
        {
            queue.Add(now + Seconds(3), new StormEvent(StormEventKind.Abandon, id));
        }

        if (Chance(0.1))
        {
            queue.Add(now + Seconds(3), new StormEvent(StormEventKind.Assign, id));
        }
    }

    public void OnCommand(PoolCommand command, DateTimeOffset now)
    {
        switch (command.Kind)
        {
            case PoolCommandKind.Create:
                _slots.Add(command.Slot!.Id.Value);
                PlanStart(command.Slot.Id.Value, now);
                break;
            case PoolCommandKind.Destroy:
                PlanDestroy(command.Slot!.Id.Value, now);
                break;
            case PoolCommandKind.Grant:
                PlanReturn(command.Request.Value, command.Slot!.Id.Value, now);
                break;
            default:
                break;
        }
    }

    private void PlanStart(string slot, DateTimeOffset now)
    {
        var createdAt = now + Seconds(0.5);
        var endAt = createdAt + Seconds(2);
        var fails = Chance(_failureShare);
        if (!fails || Chance(0.5))
        {
            queue.Add(createdAt, new StormEvent(StormEventKind.Created, slot));
        }

        var failure = random.Next(10) switch
        {
            0 => StartFailure.Refused,
            1 => StartFailure.SlotsBound,
            _ => StartFailure.Transient,
        };
        var ready = new StormEvent(StormEventKind.Ready, slot);
        var failed = new StormEvent(StormEventKind.Failed, slot, Failure: failure);
        queue.Add(endAt, fails ? failed : ready);
        if (Chance(0.05))
        {
            queue.Add(endAt + Seconds(1), Chance(0.5) ? failed : ready);
        }
    }

    private void PlanDestroy(string slot, DateTimeOffset now)
    {
        var at = now + Seconds(1);
        var kind = Chance(_failureShare) ? StormEventKind.DestroyFailed : StormEventKind.Destroyed;
        queue.Add(at, new StormEvent(kind, slot));
        if (Chance(0.05))
        {
            var again = Chance(0.5) ? StormEventKind.DestroyFailed : StormEventKind.Destroyed;
            queue.Add(at + Seconds(1), new StormEvent(again, slot));
        }
    }

    private void PlanReturn(string request, string slot, DateTimeOffset now)
    {
        var at = now + Seconds(Chance(0.7) ? 0.3 : 8);
        var isBad = Chance(0.05);
        switch (random.Next(100))
        {
            case 0:
                return;
            case 1 or 2:
                queue.Add(at, new StormEvent(StormEventKind.Abandon, request));
                return;
            case < 8:
                var foreign = _slots[Math.Max(0, _slots.Count - 1 - random.Next(10))];
                queue.Add(now + Seconds(0.2), new StormEvent(StormEventKind.Complete, request, foreign, isBad));
                break;
            case < 16:
                queue.Add(at + Seconds(70), new StormEvent(StormEventKind.Complete, request, slot, isBad));
                break;
            default:
                break;
        }

        queue.Add(at, new StormEvent(StormEventKind.Complete, request, slot, isBad));
    }

    private bool Chance(double share) => random.NextDouble() < share;

    private TimeSpan Seconds(double most) => TimeSpan.FromTicks((long)(random.NextDouble() * most * 1e7));
}

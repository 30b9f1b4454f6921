using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <content>The callers, and the gateway before them, which asks again where a pool died.</content>
internal sealed partial class DeathStorm
{
    private int _requests;

    private void Arrive()
    {
        if (_isCalm)
        {
            return;
        }

        var gap = _random.Next(100) switch
        {
            < 50 => 0,
            < 90 => Seconds(1),
            < 99 => Seconds(8),
            _ => 30 + Seconds(60),
        };
        Later(gap, Arrive);
        if (_variant.Changes && _random.Next(30) == 0)
        {
            Redeclare();
        }

        var request = new DeathRequest($"r{_requests++}");
        _world.Requests.Add(request.Id, request);
        Ask(request);
    }

    private void Redeclare()
    {
        _function = _function with
        {
            MemoryMegabytes = Chance(0.2) ? 256 : 512,
            Concurrency = _random.Next(1, 4),
        };
        _widest = Math.Max(_widest, _function.Concurrency);
        _world.NoteConcurrency(_function.Concurrency);
        Happen($"declare {_function}", commands => _pool.Redeclare(_function, _clock, commands));
    }

    private void Ask(DeathRequest request)
    {
        if (!request.IsAsking)
        {
            return;
        }

        AssignResult result = default;
        var isAnswered = Happen($"assign {request.Id}", commands =>
        {
            result = _pool.Assign(new RequestId(request.Id), _clock.AddSeconds(60), _clock, commands);
            if (result.Slot is { } slot)
            {
                // One granted before may share its slot with as many as were allowed then.
                _world.CheckGrant(new RequestId(request.Id), slot, _widest);
            }
        });
        if (isAnswered && request.IsAsking && result.Status == AssignStatus.Granted)
        {
            Count("granted again");
            OnGrant(request.Id, result.Slot!.Id.Value);
        }
        else if (isAnswered && result.Status == AssignStatus.Finished)
        {
            request.IsAsking = false;
        }
    }

    private void OnGrant(string id, string instance)
    {
        var request = _world.Requests[id];
        if (!request.IsAsking)
        {
            return;
        }

        if (Chance(0.03))
        {
            // The answer is lost on its way; its caller asks again, or has given up.
            request.IsAsking = Chance(0.8);
            Later(Seconds(4), () => Ask(request));
            return;
        }

        _world.Give(request, instance, _clock);
        request.IsBad = Chance(0.03);
        var kind = _random.Next(100);
        if (kind > 2)
        {
            var late = DeathWorld.Timeout.TotalSeconds + Seconds(20);
            Later(kind < 6 ? late : Seconds(kind < 70 ? 0.5 : 8), () => Return(request));
        }
    }

    private void Return(DeathRequest request)
    {
        request.IsReturning = true;
        request.IsPunctual = request.Holds is not null;
        DeathWorld.LetGo(request);
        if (Chance(0.02))
        {
            // Sent to a pool that dies before it hears it: the gateway cannot tell.
            request.MayBeRepeat = true;
        }

        SayIdle(request);
    }

    private void SayIdle(DeathRequest request)
    {
        if (!request.IsReturning)
        {
            return;
        }

        var instance = new SlotId(request.Instance!);
        if (!_isAdopted && _pool.Find(instance) is null)
        {
            LaterHere(Seconds(1), () => SayIdle(request));
            return;
        }

        var status = CompleteStatus.Done;
        var isAnswered = Happen($"idle {request.Id} {instance} repeat: {request.MayBeRepeat}", commands =>
            status = _pool.Complete(
                new RequestId(request.Id), instance, request.IsBad, _clock, commands, request.MayBeRepeat));
        Count($"idle {status}");
        var isFine = status != CompleteStatus.NotHeld && (status == CompleteStatus.Done || request.MayBeRepeat);
        var slot = _world.Slots[instance.Value];
        Demand(isFine || !request.IsPunctual || slot.IsLost || slot.IsMisled, $"{request.Id} gives back: {status}");
        request.IsReturning = !isAnswered;
        request.IsPunctual &= isAnswered;
        request.MayBeRepeat = !isAnswered;
    }

    /// <summary>After a death: who has no answer asks the successor.</summary>
    private void AskAgain()
    {
        foreach (var request in _world.Asking)
        {
            request.IsAsking = Chance(0.95);
            Later(Seconds(1), () => Ask(request));
        }

        foreach (var request in _world.Requests.Values.Where(request => request.IsReturning))
        {
            if (_variant.RepeatsUnsaid && Chance(0.3))
            {
                request.MayBeRepeat = false;
                _world.Slots[request.Instance!].IsMisled = true;
            }

            Later(Seconds(1), () => SayIdle(request));
        }
    }

    /// <summary>Gateways say what they know: true holders, and such whose Idle was heard by the dead.</summary>
    private void AnnounceAll()
    {
        foreach (var request in _world.Requests.Values)
        {
            if ((request.Holds is not null && Chance(0.6)) || (request.IsReturning && Chance(0.5)))
            {
                Later(Seconds(3), () => Announce(request));
            }
        }
    }

    private void Announce(DeathRequest request)
    {
        if (_isAdopted && (request.Holds is not null || request.IsReturning))
        {
            Happen($"announce {request.Id} {request.Instance}", _ =>
            {
                var holds = _pool.Announce(new RequestId(request.Id), new SlotId(request.Instance!), _clock);
                Count($"announced: {holds}");
            });
        }
    }
}

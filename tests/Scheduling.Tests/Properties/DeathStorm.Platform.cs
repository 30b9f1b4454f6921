using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <content>The platform, and the driver that carries commands out and reports.</content>
internal sealed partial class DeathStorm
{
    private void Obey(PoolCommand command)
    {
        switch (command.Kind)
        {
            case PoolCommandKind.Create when command.Reason == Reason.Recovered:
                Remake(_world.Slots[command.Slot!.Id.Value]);
                break;
            case PoolCommandKind.Create:
                Create(_world.Record(command.Slot!, _function.Concurrency, _board));
                break;
            case PoolCommandKind.Destroy:
                Destroy(_world.Slots[command.Slot!.Id.Value]);
                break;
            case PoolCommandKind.Grant:
                OnGrant(command.Request.Value, command.Slot!.Id.Value);
                break;
            default:
                _world.Requests[command.Request.Value].IsAsking = false;
                break;
        }
    }

    /// <summary>A create of before is asked for again under its name; what it makes is not inited.</summary>
    private void Remake(DeathSlot slot)
    {
        slot.Stands = true;
        LaterHere(Seconds(3), () => Happen($"made again {slot.Id}", commands =>
        {
            var id = new SlotId(slot.Id);
            slot.IsMadeRecorded |= _pool.SlotCreated(id, $"platform-{slot.Id}", _clock);
            _pool.SlotFailed(id, StartFailure.Transient, _clock, commands);
        }));
    }

    private void Create(DeathSlot slot)
    {
        var id = new SlotId(slot.Id);
        if (Chance(0.05))
        {
            LaterHere(Seconds(1), () =>
            {
                slot.IsRecorded = false;
                Happen($"not made {slot.Id}", commands => _pool.SlotFailed(
                    id, Chance(0.2) ? StartFailure.Refused : StartFailure.Transient, _clock, commands));
            });
            return;
        }

        slot.Stands = true;
        LaterHere(Seconds(0.5), () =>
        {
            slot.IsMadeRecorded = true;
            Happen($"made {slot.Id}", _ => _pool.SlotCreated(id, $"platform-{slot.Id}", _clock));
            LaterHere(Seconds(2), () => Init(slot, id));
        });
    }

    private void Init(DeathSlot slot, SlotId id)
    {
        slot.IsInited = !Chance(0.05);
        Happen($"ready: {slot.IsInited} {slot.Id}", commands =>
        {
            if (slot.IsInited)
            {
                _pool.SlotReady(id, _clock, commands);
            }
            else
            {
                _pool.SlotFailed(id, StartFailure.Transient, _clock, commands);
            }
        });
        if (Chance(0.02))
        {
            Later(Seconds(20), () => Lose(slot));
        }
    }

    private void Destroy(DeathSlot slot)
    {
        var (generation, fails) = (_generation, Chance(0.1));
        Later(Seconds(1), () =>
        {
            if (!fails)
            {
                DeathWorld.Vanish(slot);
            }

            if (generation == _generation)
            {
                Answer(slot, fails);
            }
        });
    }

    private void Answer(DeathSlot slot, bool fails)
    {
        var id = new SlotId(slot.Id);
        if (fails)
        {
            Happen($"not destroyed {slot.Id}", _ => _pool.DestroyFailed(id, _clock));
            return;
        }

        // The end is written behind: a crash within a second may be sooner.
        LaterHere(Seconds(1), () => slot.IsRecorded = false);
        Happen($"destroyed {slot.Id}", commands => _pool.SlotDestroyed(id, _clock, commands));
    }

    /// <summary>
    /// Its node is gone; whoever has the pool hears of it, at once or by comparing with the platform.
    /// </summary>
    private void Lose(DeathSlot slot)
    {
        if (slot.Stands)
        {
            slot.IsLost = true;
            DeathWorld.Vanish(slot);
            TellLost(slot);
        }
    }

    private void TellLost(DeathSlot slot) => LaterHere(Seconds(1), () =>
    {
        slot.IsRecorded = false;
        Happen($"lost {slot.Id}", commands => _pool.SlotLost(new SlotId(slot.Id), _clock, commands));
    });
}

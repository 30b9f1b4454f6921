using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <content>How pools end, and what their successors find.</content>
internal sealed partial class DeathStorm
{
    private void Die(DeathKind kind)
    {
        Deaths++;
        Count(kind.ToString());
        Note($"{_clock:HH:mm:ss.fffffff} *** {kind}");
        var left = Leave(kind);
        _generation++;
        _pool = Born();
        _isAdopted = false;
        if (Chance(0.2))
        {
            LaterHere(Seconds(5), () => Adopt(left));
        }
        else
        {
            Adopt(left);
        }

        AskAgain();
    }

    private PoolHandOver Leave(DeathKind kind)
    {
        switch (kind)
        {
            case DeathKind.HandOver:
                var left = _pool.HandOver(_clock);
                var ids = left.Slots.Select(slot => slot.Id.Value).ToHashSet();
                foreach (var slot in _world.Slots.Values)
                {
                    slot.IsRecorded = ids.Contains(slot.Id);
                }

                return left;
            case DeathKind.CrashWithBoard:
                return _world.Read(_board);
            default:
                _board = new FakeUseBoard();
                return _world.Read(board: null);
        }
    }

    private void Adopt(PoolHandOver left)
    {
        Events++;
        var slots = left.Slots.Select(slot => $"{slot.Id} {slot.Use}");
        Note($"{_clock:HH:mm:ss.fffffff} adopt {string.Join(", ", slots)}");
        _isAdopted = true;
        Happen("adopted", commands => _pool.Adopt(left, _clock, commands));
        foreach (var slot in _world.Slots.Values.Where(slot => slot.IsRecorded))
        {
            (slot.UsePlace, slot.Board) = (_pool.Find(new SlotId(slot.Id))?.UsePlace ?? -1, _board.Id);
            if (slot.IsLost)
            {
                TellLost(slot);
            }
        }

        Count($"unknown: {_pool.UnknownSlots > 0}");
        AnnounceAll();
    }
}

using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Learning;

/// <summary>A level that is not exceeded for a while, after a higher one did harm.</summary>
internal struct LevelCeiling(LearningOptions options)
{
    private DateTimeOffset _until;
    private int _troubles;

    /// <summary>The level; meaningless once it is over.</summary>
    public int Level { get; private set; }

    /// <summary>What did harm.</summary>
    public Reason Reason { get; private set; }

    /// <summary>Whether any harm was ever done: from then on levels are tried one by one.</summary>
    public bool HadTroubles { get; private set; }

    /// <summary>The ceiling now; null when there is none.</summary>
    public readonly int? At(DateTimeOffset now) => _troubles > 0 && now < _until ? Level : null;

    /// <summary>
    /// Harm was done. Each time that it is not kept out of memory, the pause is twice the one before, so that a
    /// function that cannot share is tried ever more rarely.
    /// </summary>
    public void Lower(int level, Reason reason, DateTimeOffset now)
    {
        var pause = reason == Reason.OutOfMemory
            ? options.OutOfMemoryPause
            : TimeSpan.FromTicks((long)Math.Min(
                options.OutOfMemoryPause.Ticks, options.TroublePause.Ticks * Math.Pow(2, _troubles)));
        var isHarder = At(now) is not { } present || level <= present;
        if (isHarder)
        {
            (Level, Reason) = (level, reason);
        }

        // Whatever did harm first stays remembered as long as it was to be.
        _until = now + pause > _until ? now + pause : _until;
        _troubles++;
        HadTroubles = true;
    }

    /// <summary>A level was measured to be safe. One above the old ceiling ends what is remembered of it.</summary>
    public void Proven(int level, DateTimeOffset now)
    {
        if (_troubles > 0 && level > Level && now >= _until)
        {
            _troubles = 0;
        }
    }
}

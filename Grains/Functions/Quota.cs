namespace OrleansScaler.Grains.Functions;

/// <summary>Counts what all grains of a silo take of something bounded.</summary>
/// <param name="maximum">How much there is.</param>
public sealed class Quota(int maximum)
{
    private int _taken;

    /// <summary>How much there is.</summary>
    public int Maximum => maximum;

    /// <summary>How much is taken.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Takes one.</summary>
    /// <returns>False when none is left.</returns>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= maximum)
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        return false;
    }

    /// <summary>Takes one that is there already and was another's, be it one too many.</summary>
    public void TakeOver() => Interlocked.Increment(ref _taken);

    /// <summary>Gives one back.</summary>
    public void Return() => Interlocked.Decrement(ref _taken);
}

namespace OrleansScaler.Gateway.Hosting.Logs;

/// <summary>Counts the lines of one kind, second by second. Safe for many threads.</summary>
internal sealed class LinePace
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long? _since;
    private int _lines;
    private int _leftOut;

    /// <summary>Whether one more line may be logged.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="leftOut">Lines that were left out since the last time this was told.</param>
    public bool Lets(TimeProvider time, out int leftOut)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_since is not { } since || time.GetElapsedTime(since, now) >= s_window)
            {
                (_since, _lines) = (now, 0);
            }

            leftOut = 0;
            if (_lines >= PacedLogger.LinesPerSecond)
            {
                _leftOut++;
                return false;
            }

            _lines++;
            (leftOut, _leftOut) = (_leftOut, 0);
            return true;
        }
    }
}

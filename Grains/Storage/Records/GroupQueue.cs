namespace OrleansScaler.Grains.Storage.Records;

/// <summary>
/// Writes that wait for the one thread that commits. It takes all there are at once, so a group is what came while the
/// last one was committed: a slow disk gets large groups, a fast one small ones, and no timer delays anyone.
/// </summary>
/// <param name="maximumBytes">Room; a second time as much may be on its way to the disk.</param>
internal sealed class GroupQueue(long maximumBytes)
{
    /// <summary>An object and no <see cref="Lock"/>, because the committing thread waits on it.</summary>
    private readonly object _lock = new();
    private List<PendingWrite> _waiting = [];
    private long _bytes;
    private bool _isClosed;

    /// <summary>Adds a write.</summary>
    /// <returns>Whether there was room.</returns>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public bool TryAdd(PendingWrite write)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(FileGrainStorage));
            if (_bytes + write.Size > maximumBytes)
            {
                return false;
            }

            _waiting.Add(write);
            _bytes += write.Size;
            Monitor.Pulse(_lock);
            return true;
        }
    }

    /// <summary>All writes that wait.</summary>
    /// <param name="mayWait">Whether to wait for one; otherwise an empty group is an answer too.</param>
    /// <returns>Null when the queue is closed and empty.</returns>
    public IReadOnlyList<PendingWrite>? Take(bool mayWait)
    {
        lock (_lock)
        {
            while (mayWait && _waiting.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_lock);
            }

            if (_waiting.Count == 0 && _isClosed)
            {
                return null;
            }

            var group = _waiting;
            (_waiting, _bytes) = ([], 0);
            return group;
        }
    }

    /// <summary>Takes no more; those that wait are still taken.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Monitor.Pulse(_lock);
        }
    }
}

namespace OrleansScaler.Gateway.Health;

/// <summary>Whether this process accepts calls: from when everything is started until it is told to stop.</summary>
public sealed class Readiness
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isReady;
    private bool _hasEnded;

    /// <summary>Whether calls are accepted.</summary>
    public bool IsReady
    {
        get
        {
            lock (_lock)
            {
                return _isReady;
            }
        }
    }

    /// <summary>Whether it will never be ready again.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_lock)
            {
                return _hasEnded;
            }
        }
    }

    /// <summary>Ends at the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Says so from now on, until the server ends.</summary>
    public void Set(bool isReady) => Change(isReady, ends: false);

    /// <summary>The server ends: not ready any more, whatever is said later.</summary>
    public void End() => Change(isReady: false, ends: true);

    private void Change(bool isReady, bool ends)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (_hasEnded || (_isReady == isReady && !ends))
            {
                return;
            }

            _isReady = isReady;
            _hasEnded = ends;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}

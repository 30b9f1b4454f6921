namespace OrleansScaler.Gateway.Health;

/// <summary>Whether this process accepts calls: from when everything is started until it is told to stop.</summary>
public sealed class Readiness
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isReady;

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

    /// <summary>Says so from now on.</summary>
    public void Set(bool isReady)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (_isReady == isReady)
            {
                return;
            }

            _isReady = isReady;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}

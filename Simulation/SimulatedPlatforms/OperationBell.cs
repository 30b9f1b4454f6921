namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>Wakes who waits for the next call of an operation. Safe from any thread.</summary>
internal sealed class OperationBell
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PlatformOperation, TaskCompletionSource> _waited = [];

    public Task WaitAsync(PlatformOperation operation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_waited.TryGetValue(operation, out var bell))
            {
                bell = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waited.Add(operation, bell);
            }

            return bell.Task.WaitAsync(cancellationToken);
        }
    }

    public void Ring(PlatformOperation operation)
    {
        lock (_lock)
        {
            if (_waited.Remove(operation, out var bell))
            {
                bell.SetResult();
            }
        }
    }
}

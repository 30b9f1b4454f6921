namespace Orleans.Scheduling;

/// <summary>
/// Takes the caller's execution and synchronization contexts off the thread while a turn borrows it: neither
/// crosses a grain call.
/// </summary>
internal readonly struct CleanContext
{
    private static readonly ExecutionContext s_default = CaptureDefault();

    private readonly ExecutionContext? _execution;
    private readonly SynchronizationContext? _synchronization;

    private CleanContext(ExecutionContext? execution, SynchronizationContext? synchronization)
    {
        _execution = execution;
        _synchronization = synchronization;
    }

    internal static CleanContext Enter()
    {
        var synchronization = SynchronizationContext.Current;
        if (synchronization is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        var execution = ExecutionContext.Capture();
        if (execution is null || execution == s_default)
        {
            return new CleanContext(null, synchronization);
        }

        ExecutionContext.Restore(s_default);
        return new CleanContext(execution, synchronization);
    }

    internal void Leave()
    {
        if (_execution is not null)
        {
            ExecutionContext.Restore(_execution);
        }

        if (_synchronization is not null)
        {
            SynchronizationContext.SetSynchronizationContext(_synchronization);
        }
    }

    private static ExecutionContext CaptureDefault()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }
}

using Orleans.Scheduling;

namespace Orleans.Timers;

internal sealed class GrainTimer<TState> : GrainTimer
{
    private readonly Func<TState, CancellationToken, Task> _callback;
    private readonly TState _state;

    internal GrainTimer(
        Activation activation,
        Func<TState, CancellationToken, Task> callback,
        TState state,
        bool interleave,
        bool keepAlive)
        : base(activation, interleave, keepAlive)
    {
        _callback = callback;
        _state = state;
    }

    protected override Task Invoke(CancellationToken cancellationToken) => _callback(_state, cancellationToken);
}

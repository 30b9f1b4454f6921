using Orleans.Runtime;

namespace Orleans.References;

/// <summary>
/// The calls of one host that wait for an answer. One sweep for all of them: a timer per call would cost more than
/// the call.
/// </summary>
internal sealed class PendingCalls : IDisposable
{
    private readonly Shard[] _shards;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;
    private ITimer? _sweep;

    internal PendingCalls(TimeSpan timeout, TimeProvider clock)
    {
        _timeout = timeout;
        _clock = clock;
        _shards = new Shard[Math.Max(4, Environment.ProcessorCount)];
        for (var i = 0; i < _shards.Length; i++)
        {
            _shards[i] = new Shard();
        }
    }

    public void Dispose() => _sweep?.Dispose();

    internal void Start()
    {
        var period = TimeSpan.FromMilliseconds(Math.Clamp(_timeout.TotalMilliseconds / 4, 10, 1000));
        using (ExecutionContext.SuppressFlow())
        {
            _sweep = _clock.CreateTimer(static state => ((PendingCalls)state!).Sweep(), this, period, period);
        }
    }

    internal void Add(Call call) => ShardOf(call).Add(call);

    internal void Remove(Call call) => ShardOf(call).Remove(call);

    internal void FailAll()
    {
        foreach (var call in Take(static (_, _) => true))
        {
            call.TryFail(new SiloUnavailableException($"The host shuts down and no longer waits for {call}."));
        }
    }

    private void Sweep()
    {
        foreach (var call in Take(static (call, timeout) =>
            Environment.TickCount64 - call.SentAt > (call.Shape.ResponseTimeout ?? timeout).TotalMilliseconds))
        {
            // Answering runs the caller's code, which must not hold up the others.
            ThreadPool.UnsafeQueueUserWorkItem(
                static state => state.call.TimeOut(state.timeout),
                (call, timeout: call.Shape.ResponseTimeout ?? _timeout),
                preferLocal: false);
        }
    }

    private List<Call> Take(Func<Call, TimeSpan, bool> which)
    {
        List<Call> taken = [];
        foreach (var shard in _shards)
        {
            shard.Take(which, _timeout, taken);
        }

        return taken;
    }

    private Shard ShardOf(Call call) =>
        _shards[(uint)System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(call) % (uint)_shards.Length];

    /// <summary>A doubly linked list through the calls themselves: adding and removing allocate nothing.</summary>
    private sealed class Shard
    {
        private readonly Lock _gate = new();
        private Call? _head;

        internal void Add(Call call)
        {
            lock (_gate)
            {
                call.IsPending = true;
                call.NextPending = _head;
                if (_head is not null)
                {
                    _head.PreviousPending = call;
                }

                _head = call;
            }
        }

        internal void Remove(Call call)
        {
            lock (_gate)
            {
                if (call.IsPending)
                {
                    Unlink(call);
                }
            }
        }

        internal void Take(Func<Call, TimeSpan, bool> which, TimeSpan timeout, List<Call> taken)
        {
            lock (_gate)
            {
                for (var call = _head; call is not null;)
                {
                    var next = call.NextPending;
                    if (which(call, timeout))
                    {
                        Unlink(call);
                        taken.Add(call);
                    }

                    call = next;
                }
            }
        }

        private void Unlink(Call call)
        {
            if (call.PreviousPending is null)
            {
                _head = call.NextPending;
            }
            else
            {
                call.PreviousPending.NextPending = call.NextPending;
            }

            if (call.NextPending is not null)
            {
                call.NextPending.PreviousPending = call.PreviousPending;
            }

            call.PreviousPending = null;
            call.NextPending = null;
            call.IsPending = false;
        }
    }
}

using Orleans.Runtime;

namespace Orleans.Scheduling;

/// <summary>Who is inside: the turns of an activation, one thread at a time.</summary>
internal sealed partial class Activation
{
    /// <summary>After this many turns in a row the thread goes back to the pool, so that others get theirs.</summary>
    private const int TurnsInARow = 128;

    private static readonly Action<object?> s_startInvocation = static state =>
    {
        var activation = s_current!;
        activation._startedTask = ((Invocation)state!).Start(activation._instance!);
    };

    private readonly Queue<Task> _tasks = new();

    /// <summary>True while some thread owns the inside, or is on its way from the pool.</summary>
    private bool _entered;

    /// <summary>Whether a task goes before a message next time: neither may starve the other.</summary>
    private bool _messageFirst;

    /// <summary>What the invocation started last left running; only read by the thread that owns the inside.</summary>
    private Task? _startedTask;

    public override int MaximumConcurrencyLevel => 1;

    void IThreadPoolWorkItem.Execute() => RunTurns();

    public void QueueAction(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        new Task(action).Start(this);
    }

    public void QueueAction(Action<object> action, object state)
    {
        ArgumentNullException.ThrowIfNull(action);
        new Task(action!, state).Start(this);
    }

    void IWorkItemScheduler.QueueTask(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        task.Start(this);
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _tasks.Enqueue(task);
            EnterLater();
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (s_current == this)
        {
            return !taskWasPreviouslyQueued && TryExecuteTask(task);
        }

        // A result that arrives on a pool thread may bring its continuation along when nobody is inside.
        if (taskWasPreviouslyQueued
            || s_current is not null
            || SynchronizationContext.Current is not null
            || !TryEnterIdle())
        {
            return false;
        }

        RunTask(task);
        LeaveOrContinue();
        return true;
    }

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return _tasks.ToArray();
        }
    }

    private bool TryEnterIdle()
    {
        lock (_gate)
        {
            if (_entered)
            {
                return false;
            }

            _entered = true;
            return true;
        }
    }

    /// <summary>Asks the pool for a thread unless one is inside already. The lock is held.</summary>
    private void EnterLater()
    {
        if (!_entered)
        {
            _entered = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void LeaveOrContinue()
    {
        lock (_gate)
        {
            _entered = false;
            if (_tasks.Count > 0 || HasRunnableMessage())
            {
                EnterLater();
            }
        }
    }

    private void RunTurns()
    {
        for (var turn = 0; turn < TurnsInARow; turn++)
        {
            Task? task = null;
            Invocation? message = null;
            lock (_gate)
            {
                if (_messageFirst)
                {
                    message = TakeMessage();
                }

                if (message is null && !_tasks.TryDequeue(out task) && (message = TakeMessage()) is null)
                {
                    _entered = false;
                    return;
                }

                _messageFirst = task is not null;
            }

            if (task is not null)
            {
                RunTask(task);
            }
            else if (RunMessage(message!))
            {
                message!.FinishElsewhere();
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void RunTask(Task task)
    {
        var outer = s_current;
        s_current = this;
        try
        {
            TryExecuteTask(task);
        }
        finally
        {
            s_current = outer;
        }
    }

    /// <summary>Gives a message its first turn. True when it ended there and the mailbox knows.</summary>
    private bool RunMessage(Invocation message)
    {
        var outer = s_current;
        s_current = this;
        Task? running;
        try
        {
            // Runs in TryExecuteTaskInline on this thread, so that TaskScheduler.Current is this activation.
            new Task(s_startInvocation, message).RunSynchronously(this);
            running = _startedTask;
            _startedTask = null;
        }
        finally
        {
            s_current = outer;
        }

        if (running is null)
        {
            Ended(message);
            return true;
        }

        message.Publish();

        // Outside the turn and not captured: ends on whatever thread completes it, once that thread is free.
        running.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() =>
        {
            Ended(message);
            message.Finish();
        });
        return false;
    }
}

using Orleans.Runtime;
using Orleans.Scheduling;

namespace Orleans.References;

/// <summary>A call on its way: to be started by its activation and answered once.</summary>
internal abstract class Call : Invocation, IThreadPoolWorkItem
{
    /// <summary>Neighbours in the list of calls that wait for an answer; guarded by that list's lock.</summary>
    internal Call? PreviousPending;
    internal Call? NextPending;
    internal bool IsPending;

    private CancellationToken _callerToken;
    private CancellationTokenSource? _calleeToken;
    private CancellationTokenRegistration _registration;
    private Activation? _activation;

    protected Call(GrainReference target, MethodShape shape)
    {
        Target = target;
        Shape = shape;
    }

    internal long SentAt { get; private set; }

    internal GrainReference Target { get; }

    internal MethodShape Shape { get; }

    internal override bool AlwaysInterleave => Shape.AlwaysInterleave;

    internal override bool ReadOnly => Shape.ReadOnly;

    internal override bool KeepAlive => true;

    internal override bool LocalOnly => false;

    internal abstract bool IsPublished { get; }

    internal abstract bool IsAnswered { get; }

    void IThreadPoolWorkItem.Execute() => Finish();

    public override string ToString() => $"{Shape.Name} on {Target.GrainId}";

    internal sealed override void Publish()
    {
        if (Shape.OneWay || IsPublished)
        {
            return;
        }

        CreatePromise();
        SentAt = Environment.TickCount64;
        Target.Pending.Add(this);
    }

    internal sealed override void FinishElsewhere()
    {
        if (IsPublished)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    internal sealed override void Finish()
    {
        if (IsPublished)
        {
            Target.Pending.Remove(this);
            _registration.Dispose();
            Answer();
        }
    }

    internal sealed override void Reject(Exception reason)
    {
        Target.Pending.Remove(this);
        TryFail(Crossing.Of(reason));
    }

    internal sealed override void Resend()
    {
        try
        {
            _activation = Target.Send(this, mayRunHere: false);
        }
        catch (OrleansException exception)
        {
            Reject(exception);
        }
    }

    internal void TimeOut(TimeSpan timeout) =>
        TryFail(new TimeoutException($"Response did not arrive on time in {timeout} for call {this}."));

    internal abstract void TryFail(Exception exception);

    protected abstract void CreatePromise();

    /// <summary>Hands the outcome to the promise.</summary>
    protected abstract void Answer();

    /// <summary>Puts the callee's own token in the place of the caller's.</summary>
    protected CancellationToken SplitToken(CancellationToken callerToken)
    {
        if (!callerToken.CanBeCanceled)
        {
            return callerToken;
        }

        callerToken.ThrowIfCancellationRequested();
        _callerToken = callerToken;
        _calleeToken = new CancellationTokenSource();
        return _calleeToken.Token;
    }

    /// <summary>Sends it. When it comes back unpublished, it has ended on this stack.</summary>
    protected void Send(bool mayRunHere)
    {
        _activation = Target.Send(this, mayRunHere);
        if (_calleeToken is null || !IsPublished)
        {
            return;
        }

        _registration = _callerToken.UnsafeRegister(static state => ((Call)state!).Cancel(), this);
        if (IsAnswered)
        {
            _registration.Dispose();
        }
    }

    private void Cancel()
    {
        Target.Pending.Remove(this);
        TryFail(new OperationCanceledException(_callerToken));
        if (_activation is { } activation && !activation.Withdraw(this))
        {
            // Inside a turn, as everything that may run the grain's code.
            activation.QueueAction(static state => ((CancellationTokenSource)state).Cancel(), _calleeToken!);
        }
    }
}

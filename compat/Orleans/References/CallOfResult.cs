using Orleans.Runtime;

namespace Orleans.References;

/// <summary>A call with a result: answered on the caller's stack while that is possible, else a promise.</summary>
internal abstract class Call<TResult> : Call
{
    private TaskCompletionSource<TResult>? _promise;
    private Task? _task;
    private TResult? _result;
    private Exception? _failure;

    protected Call(GrainReference target, MethodShape shape)
        : base(target, shape)
    {
    }

    internal sealed override bool IsPublished => _promise is not null;

    internal sealed override bool IsAnswered => _promise!.Task.IsCompleted;

    internal sealed override Task? Start(object grain)
    {
        if (_promise is { Task.IsCompleted: true })
        {
            // Timed out or cancelled while it waited: the real runtime drops it too.
            return null;
        }

        try
        {
            _task = Invoke(grain, out _result);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }

        return _task is { IsCompleted: false } ? _task : null;
    }

    internal sealed override void TryFail(Exception exception) => _promise?.TrySetException(exception);

    internal Task<TResult> SendForTask()
    {
        if (TrySend(out var failure))
        {
            return _promise?.Task ?? (Task<TResult>)AnsweredTask();
        }

        return Task.FromException<TResult>(failure!);
    }

    internal Task SendForPlainTask()
    {
        if (!TrySend(out var failure))
        {
            return Task.FromException(failure!);
        }

        if (Shape.OneWay)
        {
            return Task.CompletedTask;
        }

        return _promise?.Task ?? AnsweredTask();
    }

    internal ValueTask<TResult> SendForValueTask()
    {
        if (!TrySend(out var failure))
        {
            return ValueTask.FromException<TResult>(failure!);
        }

        if (_promise is not null)
        {
            return new ValueTask<TResult>(_promise.Task);
        }

        return _task is null && _failure is null && Shape.Result is null
            ? new ValueTask<TResult>(_result!)
            : new ValueTask<TResult>((Task<TResult>)AnsweredTask());
    }

    internal ValueTask SendForPlainValueTask()
    {
        if (!TrySend(out var failure))
        {
            return ValueTask.FromException(failure!);
        }

        if (Shape.OneWay || (_promise is null && _task is null && _failure is null))
        {
            return ValueTask.CompletedTask;
        }

        return new ValueTask(_promise?.Task ?? AnsweredTask());
    }

    protected sealed override void CreatePromise() => _promise = new TaskCompletionSource<TResult>();

    protected abstract void SplitToken();

    /// <summary>Calls the grain. A null task means that the result is there.</summary>
    protected abstract Task? Invoke(object grain, out TResult? result);

    /// <summary>The result of a task that <see cref="Invoke"/> returned and that succeeded.</summary>
    protected virtual TResult ResultOf(Task task) => ((Task<TResult>)task).Result;

    protected sealed override void Answer()
    {
        try
        {
            if (Failure() is { } failure)
            {
                _promise!.TrySetException(failure);
            }
            else
            {
                _promise!.TrySetResult(CopiedResult());
            }
        }
        catch (Exception exception)
        {
            _promise!.TrySetException(exception);
        }
    }

    private bool TrySend(out Exception? failure)
    {
        try
        {
            if (Shape.TakesToken)
            {
                SplitToken();
            }

            Send(mayRunHere: !Shape.OneWay);
            failure = null;
            return true;
        }
        catch (Exception exception) when (exception is OrleansException or OperationCanceledException)
        {
            failure = exception;
            return false;
        }
    }

    /// <summary>The outcome on the caller's stack: the grain's own task if that may cross.</summary>
    private Task AnsweredTask()
    {
        if (Failure() is { } failure)
        {
            return _task is { IsCanceled: true } ? _task : Task.FromException<TResult>(failure);
        }

        if (_task is not null && Shape.Result is null)
        {
            return _task;
        }

        try
        {
            return Task.FromResult(CopiedResult());
        }
        catch (Exception exception)
        {
            return Task.FromException<TResult>(exception);
        }
    }

    private TResult CopiedResult()
    {
        var result = _task is null ? _result! : ResultOf(_task);
        return Shape.Result is { } copier ? (TResult)copier.Copy(result)! : result;
    }

    private Exception? Failure()
    {
        var failure = _failure;
        if (failure is null && _task is { IsCompletedSuccessfully: false } task)
        {
            try
            {
                task.GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }

        return failure is null ? null : Crossing.Of(failure);
    }
}

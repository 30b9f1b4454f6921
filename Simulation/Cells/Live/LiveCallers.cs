using Grpc.Core;
using OrleansScaler.Protos.MiniFaas2020.ApiServer;
using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>
/// Plays the workload's calls, each at its time whether or not earlier ones have ended, and keeps their books. A
/// response time runs from the time that the call was due.
/// </summary>
internal sealed class LiveCallers : IDisposable
{
    private const string Account = "contest";

    private readonly LiveCell _cell;
    private readonly LiveClock _clock;
    private readonly APIServer.APIServerClient _api;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _origin;
    private bool _isStopped;
    private bool _isLong;

    public LiveCallers(LiveCell cell, LiveClock clock, APIServer.APIServerClient api)
    {
        (_cell, _clock, _api) = (cell, clock, api);
        Books = new CellBooks(cell.Workload);
    }

    /// <summary>The books. Only inside of the clock's turns, as all that follows.</summary>
    public CellBooks Books { get; }

    /// <summary>Calls sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Calls that have not ended.</summary>
    public int Open { get; private set; }

    /// <summary>Position in the workload; it ends with the run.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Those that waited for a container.</summary>
    public int Cold { get; private set; }

    /// <summary>Is told of the first call.</summary>
    public Action FirstCall { get; set; } = () => { };

    private IReadOnlyList<CellArrival> Calls => _cell.Workload.Calls;

    /// <summary>Ends when the workload is over and all of its calls have ended.</summary>
    public Task Over => _over.Task;

    /// <summary>The workload begins now.</summary>
    public void Start()
    {
        _origin = _clock.Agenda.Now;
        _clock.Agenda.At(_origin + _cell.Workload.Length.Ticks, CellEventKind.TimeOut, Finish);
        AwaitArrival();
    }

    /// <summary>Position in the workload now.</summary>
    public TimeSpan Position() => _isStopped || _over.Task.IsCompleted
        ? Time
        : TimeSpan.FromTicks(Math.Max(0, _clock.Agenda.Now - _origin));

    /// <summary>No further call is sent; the run is over when those under way have ended.</summary>
    public void Stop()
    {
        Time = Position();
        (_isStopped, _isLong) = (true, true);
        EndIfOver();
    }

    /// <summary>Callers that still wait leave.</summary>
    public void Leave() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private void AwaitArrival()
    {
        if (Sent < Calls.Count && !_isStopped)
        {
            _clock.Agenda.At(_origin + Calls[Sent].At.Ticks, CellEventKind.Arrival, Arrive);
        }
    }

    private void Arrive()
    {
        if (_isStopped)
        {
            return;
        }

        if (Sent == 0)
        {
            FirstCall();
        }

        var call = _cell.Expect(Sent++);
        Open++;
        AwaitArrival();
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Callers.PlayAsync(state.Call), (Callers: this, Call: call), preferLocal: false);
    }

    private async Task PlayAsync(LiveCall call)
    {
        var function = Calls[call.Index].Function;
        var request = new InvokeFunctionRequest
        {
            AccountId = Account,
            FunctionName = _cell.Workload.Functions[function].Key.Value,
            Event = CallEvent.Of(call.Index),
        };
        try
        {
            await _api.InvokeFunctionAsync(
                request, deadline: DateTime.UtcNow + LiveCellOptions.CallerPatience, cancellationToken: _stop.Token)
                .ConfigureAwait(false);
            _clock.Do(() => Complete(call, function));
        }
        catch (RpcException exception)
        {
            _clock.Do(() => Fail(call, function, exception));
        }
#pragma warning disable CA1031 // Kept, and thrown where the run waits; nothing is swallowed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _over.TrySetException(exception);
        }
    }

    private void Complete(LiveCall call, int function)
    {
        Books.Completed(function, _clock.Agenda.Now - call.ArrivedAt, call.IsCold);
        Cold += call.IsCold ? 1 : 0;
        End(call);
    }

    private void Fail(LiveCall call, int function, RpcException exception)
    {
        if (_stop.IsCancellationRequested)
        {
            // It did not fail: we broke it off.
            End(call);
            return;
        }

        if (call.End is { } end and not CellRunEnd.Completed)
        {
            Books.Failed(function, end);
        }
        else if (exception.StatusCode == StatusCode.DeadlineExceeded)
        {
            Books.Abandoned(function);
        }
        else
        {
            Books.Refused(function);
        }

        var key = _cell.Workload.Functions[function].Key;
        _cell.Watch.Tell($"A call of {key} failed: {exception.StatusCode}, {exception.Status.Detail}");
        End(call);
    }

    private void End(LiveCall call)
    {
        _cell.Forget(call);
        Open--;
        EndIfOver();
    }

    private void Finish()
    {
        _isLong = true;
        EndIfOver();
    }

    private void EndIfOver()
    {
        if (_isLong && Open == 0 && (_isStopped || Sent == Calls.Count) && !_over.Task.IsCompleted)
        {
            Time = Position();
            _over.SetResult();
        }
    }
}

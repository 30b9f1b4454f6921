using Grpc.Core;
using Grpc.Shared;

namespace Grpc.AspNetCore.Server.Calls;

/// <remarks>
/// The method and the deadline race for the end of the call. The deadline answers at once and completes the response,
/// but the request stays open until the method returns: its scope and its HttpContext are still in use. Without a
/// deadline there is no timer, no token source and no lock.
/// </remarks>
internal sealed partial class ServerCall
{
    // Timers cannot be armed for longer; a deadline beyond is none.
    private static readonly TimeSpan _longestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private Lock? _gate;
    private Timer? _timer;
    private CancellationTokenSource? _cancellation;
    private DateTime _deadline = DateTime.MaxValue;
    private Task? _deadlineAnswer;
    private bool _ended;

    /// <summary>Not null when the deadline won: done when its answer is written.</summary>
    public Task? DeadlineAnswer => _deadlineAnswer;

    protected override DateTime DeadlineCore => _deadline;

    protected override CancellationToken CancellationTokenCore
    {
        get
        {
            if (_timer is null)
            {
                return http.RequestAborted;
            }

            using (EnterGate())
            {
                _cancellation ??= CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
                if (_deadlineAnswer is not null)
                {
                    _cancellation.Cancel();
                }

                return _cancellation.Token;
            }
        }
    }

    /// <summary>Says that the answer is gRPC, and starts the deadline if the caller named one.</summary>
    public void Start()
    {
        http.Response.ContentType = HeaderNames.ContentTypeGrpc;
        string? text = http.Request.Headers.GrpcTimeout;
        if (text is null || !TimeoutText.TryParse(text, out TimeSpan timeout) || timeout > _longestTimer)
        {
            return;
        }

        _gate = new Lock();
        _deadline = DateTime.UtcNow + timeout;
        _timer = new Timer(
            static state => ((ServerCall)state!).DeadlinePassed(), this, Timeout.Infinite, Timeout.Infinite);
        _timer.Change((long)Math.Ceiling(timeout.TotalMilliseconds), Timeout.Infinite);
    }

    /// <summary>True for the one who may write the call's end.</summary>
    private bool TryEnd()
    {
        using (EnterGate())
        {
            if (_ended)
            {
                return false;
            }

            _ended = true;
        }

        _timer?.Dispose();
        return true;
    }

    private void DeadlinePassed()
    {
        CancellationTokenSource? cancellation;
        using (EnterGate())
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            cancellation = _cancellation;
            _timer!.Dispose();
            _deadlineAnswer = AnswerDeadlineAsync();
        }

        Log.DeadlineExceeded(settings.Logger, settings.Path);

        // What a callback of the method's throws must not reach the timer's thread.
        _ = cancellation?.CancelAsync();
    }

    private async Task AnswerDeadlineAsync()
    {
        Status methods = _status;
        _status = new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded");
        WriteStatus();
        _status = methods;
        await http.Response.CompleteAsync();
        if (_reading)
        {
            http.Request.BodyReader.CancelPendingRead();
        }
    }

    // Only the deadline runs beside the method, so there is nothing to guard against without one.
    private Lock.Scope EnterGate() => _gate is null ? default : _gate.EnterScope();
}

using Grpc.Core;
using Grpc.Net.Client.Responses;

namespace Grpc.Net.Client.Calls;

/// <summary>What is not generic in a call: its end, its headers, its cancellation.</summary>
internal abstract class ClientCall(GrpcChannel channel, CallOptions options) : IDisposable
{
    // Timers cannot be armed for longer; a deadline beyond is none.
    private static readonly TimeSpan _longestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly CancellationTokenSource _cancellation = new();
    private readonly Lock _gate = new();
    private CancellationTokenRegistration _callersToken;
    private CancellationTokenRegistration _channelsToken;
    private TaskCompletionSource<Metadata>? _headersAsked;
    private HttpResponseMessage? _response;
    private Exception? _failure;
    private Metadata? _trailers;
    private Status? _status;
    private bool _disposed;

    public Status GetStatus()
    {
        // A stream that nobody reads notices its cancellation nowhere else.
        if (_status is null && _cancellation.IsCancellationRequested)
        {
            return Translate(new OperationCanceledException()).Status;
        }

        return _status
            ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");
    }

    public Metadata GetTrailers() => _status is null
        ? throw new InvalidOperationException("Can't get the call trailers because the call has not completed "
            + "successfully.")
        : _trailers ?? Metadata.Empty;

    /// <summary>Rarely asked for, hence made on demand.</summary>
    public Task<Metadata> ResponseHeadersAsync()
    {
        lock (_gate)
        {
            if (_headersAsked is null)
            {
                _headersAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_response is not null)
                {
                    _headersAsked.SetResult(ResponseMetadata.Read(_response.Headers));
                }
                else if (_failure is not null)
                {
                    _headersAsked.SetException(_failure);
                }
            }

            return _headersAsked.Task;
        }
    }

    /// <summary>Cancels the call unless it has ended.</summary>
    public void Dispose()
    {
        _disposed = true;
        if (_status is null)
        {
            _cancellation.Cancel();
        }
    }

    protected GrpcChannel Channel => channel;

    protected CallOptions Options => options;

    protected CancellationToken Cancelled => _cancellation.Token;

    /// <summary>Time left until the deadline, null without one. Arms cancellation at the deadline.</summary>
    protected TimeSpan? ArmCancellation()
    {
        _channelsToken = channel.Closing.UnsafeRegister(static state => ((ClientCall)state!).Dispose(), this);
        if (options.CancellationToken.CanBeCanceled)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            _callersToken = options.CancellationToken.UnsafeRegister(
                static state => ((ClientCall)state!)._cancellation.Cancel(), this);
        }

        if (options.Deadline is not { } deadline || deadline == DateTime.MaxValue)
        {
            return null;
        }

        if (deadline.Kind != DateTimeKind.Utc && deadline != DateTime.MinValue)
        {
            throw new InvalidOperationException("Deadline must have a kind DateTimeKind.Utc or be equal to "
                + "DateTime.MaxValue or DateTime.MinValue.");
        }

        TimeSpan left = deadline - DateTime.UtcNow;
        if (left <= TimeSpan.Zero)
        {
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, string.Empty));
        }

        if (left < _longestTimer)
        {
            _cancellation.CancelAfter(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)));
        }

        return left;
    }

    /// <summary>Lets a cancelled call reset its stream even while nobody reads from it.</summary>
    protected void ResetWhenCancelled() => _cancellation.Token.UnsafeRegister(
        static response => (response as HttpResponseMessage)?.Dispose(), _response);

    protected void Received(HttpResponseMessage response)
    {
        lock (_gate)
        {
            _response = response;
            _headersAsked?.SetResult(ResponseMetadata.Read(response.Headers));
        }
    }

    /// <summary>Ends the call as the server's status says.</summary>
    protected void Finish(Status status, Metadata trailers)
    {
        _trailers = trailers;
        if (status.StatusCode != StatusCode.OK)
        {
            throw new RpcException(status, trailers);
        }

        _status = status;
        Close();
    }

    /// <summary>Ends the call, and says what its caller is to be thrown.</summary>
    protected Exception Fail(Exception cause)
    {
        RpcException failure = cause as RpcException ?? Translate(cause);
        bool cancelled = failure.StatusCode == StatusCode.Cancelled && cause is not RpcException;
        _trailers ??= failure.Trailers;
        _status = failure.Status;
        Exception thrown = cancelled && channel.ThrowsOperationCanceled
            ? new OperationCanceledException(failure.Message, failure, options.CancellationToken)
            : failure;
        lock (_gate)
        {
            _failure = thrown;
            if (_response is null && _headersAsked is not null)
            {
                _headersAsked.SetException(thrown);
                _ = _headersAsked.Task.Exception;
            }
        }

        Close();
        return thrown;
    }

    private RpcException Translate(Exception cause)
    {
        Status status;
        if (_disposed)
        {
            status = new Status(StatusCode.Cancelled, "gRPC call disposed.", cause);
        }
        else if (options.CancellationToken.IsCancellationRequested)
        {
            status = new Status(StatusCode.Cancelled, "Call canceled by the client.", cause);
        }
        else if (_cancellation.IsCancellationRequested)
        {
            status = new Status(StatusCode.DeadlineExceeded, string.Empty, cause);
        }
        else if (cause is ObjectDisposedException)
        {
            status = new Status(StatusCode.Cancelled, "Channel disposed.", cause);
        }
        else
        {
            status = TransportStatus.Of(cause);
        }

        return new RpcException(status);
    }

    private void Close()
    {
        _channelsToken.Unregister();
        _callersToken.Unregister();

        // Disarmed, not disposed: a late Dispose of the call may still cancel it.
        if (options.Deadline is not null)
        {
            _cancellation.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        // Before the response's end this resets the stream, which is how the server learns of it.
        _response?.Dispose();
    }
}

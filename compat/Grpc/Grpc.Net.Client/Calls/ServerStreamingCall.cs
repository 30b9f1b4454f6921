using Grpc.Core;
using Grpc.Net.Client.Responses;

namespace Grpc.Net.Client.Calls;

internal sealed class ServerStreamingCall<TRequest, TResponse>(
    GrpcChannel channel,
    Method<TRequest, TResponse> method,
    CallOptions options,
    TRequest request)
    : ClientCall<TRequest, TResponse>(channel, method, options, request), IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private Task<ResponseReader?>? _open;
    private TResponse? _current;
    private Exception? _failure;
    private int _moving;
    private bool _finished;

    public TResponse Current => _current
        ?? throw new InvalidOperationException("No current element is available.");

    public void Start()
    {
        _open = StartAsync();

        // A stream that nobody reads from must not end as an unobserved exception.
        _open.ContinueWith(
            static task => _ = task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _moving, 1) != 0)
        {
            throw new InvalidOperationException("Can't read the next message because the previous read is still "
                + "in progress.");
        }

        try
        {
            if (_failure is not null)
            {
                throw _failure;
            }

            using CancellationTokenRegistration reset = cancellationToken.UnsafeRegister(
                static state => ((ClientCall)state!).Dispose(), this);
            return !_finished && await ReadNextAsync().ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _moving, 0);
        }
    }

    private async Task<ResponseReader?> StartAsync()
    {
        try
        {
            ResponseReader? reader = await OpenAsync().ConfigureAwait(false);
            ResetWhenCancelled();
            return reader;
        }
        catch (Exception failure)
        {
            throw _failure = Fail(failure);
        }
    }

    private async ValueTask<bool> ReadNextAsync()
    {
        ResponseReader? reader = await _open!.ConfigureAwait(false);
        try
        {
            if (reader is not null)
            {
                if (await reader.MoveNextAsync(Cancelled).ConfigureAwait(false))
                {
                    _current = Read(reader);
                    return true;
                }

                FinishFromTrailers();
                reader.Dispose();
            }

            _current = null;
            _finished = true;
            return false;
        }
        catch (Exception failure)
        {
            reader?.Dispose();
            throw _failure = Fail(failure);
        }
    }
}

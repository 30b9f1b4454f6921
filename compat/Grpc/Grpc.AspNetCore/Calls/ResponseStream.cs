using System.IO.Pipelines;

using Grpc.Core;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>Writes the messages of a server-streaming call, each flushed before the next may be written.</summary>
internal sealed class ResponseStream<TResponse>(ServerCall call, Marshaller<TResponse> marshaller)
    : IServerStreamWriter<TResponse>
    where TResponse : class
{
    private bool _writing;

    public WriteOptions? WriteOptions
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    public Task WriteAsync(TResponse message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TResponse message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _writing, true))
        {
            throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
        }

        try
        {
            FlushResult result = await call.WriteStreamedAsync(message, marshaller, cancellationToken);
            if (result.IsCompleted)
            {
                throw new OperationCanceledException("The client has gone.", call.Http.RequestAborted);
            }
        }
        finally
        {
            Volatile.Write(ref _writing, false);
        }
    }
}

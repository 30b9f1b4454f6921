using Grpc.Core;
using Grpc.Net.Client;
using OrleansScaler.Protos.Health;
using OrleansScaler.Protos.Simulator2023;

namespace OrleansScaler.Simulation.Hosting;

/// <summary>
/// Several HTTP/2 connections to one scaler. Each opens more when the scaler's stream limit is reached.
/// </summary>
public sealed class ScalerConnections : IDisposable
{
    private static readonly TimeSpan GreetingDeadline = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_reconnect = TimeSpan.FromMilliseconds(50);

    private readonly HostPort _scaler;
    private readonly GrpcChannel[] _channels;
    private readonly Scaler.ScalerClient[] _clients;

    /// <summary>Prepares connections; the first use opens them.</summary>
    /// <param name="scaler">The scaler.</param>
    /// <param name="count">How many.</param>
    public ScalerConnections(HostPort scaler, int count)
    {
        _scaler = scaler;
        _channels = new GrpcChannel[count];
        _clients = new Scaler.ScalerClient[count];
        for (var i = 0; i < count; i++)
        {
            _channels[i] = GrpcChannel.ForAddress(scaler.Uri, new GrpcChannelOptions
            {
                HttpHandler = new SocketsHttpHandler
                {
                    EnableMultipleHttp2Connections = true,
                    PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
                    UseProxy = false,
                },
                DisposeHttpClient = true,

                // What is measured is when the scaler is back, not when a client dares to look.
                InitialReconnectBackoff = s_reconnect,
                MaxReconnectBackoff = s_reconnect,
            });
            _clients[i] = new Scaler.ScalerClient(_channels[i]);
        }
    }

    /// <summary>The client to use for the n-th caller or call.</summary>
    /// <param name="number">Any number from 0.</param>
    public Scaler.ScalerClient this[long number] => _clients[number % _clients.Length];

    /// <summary>Waits until the scaler accepts connections, then opens all of them.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartException">Nothing accepted within the time.</exception>
    public async Task OpenAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await Reachable.WaitAsync(
            _scaler, patience, "scaler", "start one, or name it with --scaler HOST:PORT", cancellationToken)
            .ConfigureAwait(false);
        await Task.WhenAll(_channels.Select(channel => GreetAsync(channel, cancellationToken))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in _channels)
        {
            channel.Dispose();
        }
    }

    /// <summary>
    /// Opens the connection with a health check, so that the first call of a run does not pay for it. A scaler that
    /// serves no health answers "unimplemented", which opens the connection as well.
    /// </summary>
    private static async Task GreetAsync(GrpcChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            await new Health.HealthClient(channel).CheckAsync(
                new HealthCheckRequest(),
                deadline: DateTime.UtcNow + GreetingDeadline,
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException)
        {
            // Whatever the answer says, the calls that follow will show whether the scaler works.
        }
    }
}

using Grpc.Core;
using Grpc.Net.Client;
using OrleansScaler.Cli.Processes;
using OrleansScaler.Protos.Chaos;
using OrleansScaler.Simulation.Chaos;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Chaos;

/// <summary>The platform of a chaos run as a process of its own, and what the run asks of it.</summary>
internal sealed class ChaosPlatform : IAsyncDisposable
{
    /// <summary>It is never in trouble with the run itself; one that does not answer is broken.</summary>
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(10);

    private readonly ChildProcess _child;
    private readonly GrpcChannel _channel;
    private readonly PlatformControl.PlatformControlClient _client;

    private ChaosPlatform(ChildProcess child, HostPort address)
    {
        _child = child;
        Address = address;
        _channel = GrpcChannel.ForAddress(address.Uri);
        _client = new PlatformControl.PlatformControlClient(_channel);
    }

    /// <summary>Where it listens.</summary>
    public HostPort Address { get; }

    /// <summary>Starts it on a free port.</summary>
    /// <exception cref="StartException">It did not come up.</exception>
    public static async Task<ChaosPlatform> StartAsync(CancellationToken cancellationToken)
    {
        var child = ChildProcess.Start(new ChildSettings
        {
            Assembly = typeof(ChaosPlatform).Assembly.Location,
            Arguments = ["chaos-platform"],
            IsBystander = true,
        });
        var line = await child.FirstLineAsync(cancellationToken);
        if (HostPort.TryParse(line ?? "", out var address))
        {
            return new ChaosPlatform(child, address);
        }

        var words = child.LastWords;
        await child.DisposeAsync();
        throw new StartException($"the platform did not say where it listens, but '{words}'");
    }

    /// <summary>What it counted so far.</summary>
    /// <param name="aliveSlots">So many slots that are alive are named.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public async Task<PlatformSums> CountAsync(int aliveSlots, CancellationToken cancellationToken)
    {
        var request = new GetAccountsRequest { AliveSlots = aliveSlots };
        var accounts = await _client.GetAccountsAsync(request, Within(s_deadline, cancellationToken));
        return new PlatformSums
        {
            Created = accounts.Created,
            Destroyed = accounts.Destroyed,
            LentTwice = accounts.LentTwice,
            DestroyedWhileLent = accounts.DestroyedWhileLent,
            Others = accounts.OtherViolations,
            Messages = [.. accounts.Violations],
            AliveSlots =
            [
                .. accounts.Alive.Select(slot => new Simulation.SimulatedPlatforms.AliveSlot
                {
                    Id = slot.SlotId,
                    CreateRequestId = slot.CreateRequestId,
                    Function = slot.FunctionKey is "" ? null : slot.FunctionKey,
                    LentTo = slot.LentTo is "" ? null : slot.LentTo,
                    CreatedAtMs = slot.CreatedAtMs,
                    Inited = slot.Inited,
                }),
            ],
        };
    }

    /// <summary>What the server's calls meet from now on.</summary>
    public async Task SetTroubleAsync(Trouble trouble) =>
        await _client.SetTroubleAsync(new SetTroubleRequest { Trouble = trouble }, Within(s_deadline, default));

    /// <summary>A caller process is gone, and with it what it held.</summary>
    public async Task EndCallerAsync(string caller) =>
        await _client.EndCallerAsync(new EndCallerRequest { Caller = caller }, Within(s_deadline, default));

    /// <summary>Ends when the server's next call of an operation takes effect.</summary>
    /// <returns>False when none came in time.</returns>
    public async Task<bool> AwaitAsync(Operation operation, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await _client.AwaitOperationAsync(
                new AwaitOperationRequest { Operation = operation }, Within(patience, cancellationToken));
            return true;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.DeadlineExceeded)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _child.DisposeAsync();
    }

    private static CallOptions Within(TimeSpan time, CancellationToken cancellationToken) =>
        new(deadline: DateTime.UtcNow + time, cancellationToken: cancellationToken);
}

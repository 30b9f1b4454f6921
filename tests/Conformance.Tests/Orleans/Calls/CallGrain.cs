using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

public sealed class CallGrain(Probe probe) : Grain, ICallGrain
{
    private readonly List<int> _numbers = [1, 2, 3];

    public Task<Parcel?> Echo(Parcel? parcel) => Task.FromResult(parcel);

    public Task<IParcelPart> EchoPart(IParcelPart part) => Task.FromResult(part);

    public Task<IParcelPart> UnmarkedPart() => Task.FromResult<IParcelPart>(new UnmarkedPart());

    public Task<List<int>> Numbers() => Task.FromResult(_numbers);

    public Task<byte[]> Reverse(byte[] bytes)
    {
        Array.Reverse(bytes);
        return Task.FromResult(bytes);
    }

    public async Task Throw(string message)
    {
        await Task.Yield();
        throw new FileNotFoundException(message);
    }

    public Task ThrowUnmarked() => throw new UnmarkedException("no serializer");

    public ValueTask Nothing() => ValueTask.CompletedTask;

    public ValueTask<int> Add(int left, int right) => ValueTask.FromResult(left + right);

    public async ValueTask<int> AddLater(int left, int right)
    {
        await Task.Yield();
        return left + right;
    }

    public async Task WaitForToken(string name, CancellationToken cancellationToken)
    {
        probe.Signal(name + " started");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            probe.Signal(name + " cancelled");
        }
    }

    public Task<bool> TokenCanBeCancelled(CancellationToken cancellationToken) =>
        Task.FromResult(cancellationToken.CanBeCanceled);

    public Task Hold(string name, CancellationToken cancellationToken) => HoldWithoutToken(name);

    public async Task HoldWithoutToken(string name)
    {
        probe.Record(name + " started");
        probe.Signal(name + " started");
        await probe.Wait(name);
        probe.Signal(name + " ended");
    }

    public Task HoldBriefly(string name) => HoldWithoutToken(name);
}

using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

public interface ICallGrain : IGrainWithStringKey
{
    Task<Parcel?> Echo(Parcel? parcel);

    Task<IParcelPart> EchoPart(IParcelPart part);

    Task<IParcelPart> UnmarkedPart();

    /// <summary>Its own list, which later calls see again.</summary>
    Task<List<int>> Numbers();

    Task<byte[]> Reverse(byte[] bytes);

    Task Throw(string message);

    Task ThrowUnmarked();

    ValueTask Nothing();

    ValueTask<int> Add(int left, int right);

    ValueTask<int> AddLater(int left, int right);

    /// <summary>Records NAME started, waits for the token, then records NAME cancelled.</summary>
    Task WaitForToken(string name, CancellationToken cancellationToken);

    Task<bool> TokenCanBeCancelled(CancellationToken cancellationToken);

    Task Hold(string name, CancellationToken cancellationToken);

    Task HoldWithoutToken(string name);

    [ResponseTimeout("00:00:01")]
    Task HoldBriefly(string name);
}

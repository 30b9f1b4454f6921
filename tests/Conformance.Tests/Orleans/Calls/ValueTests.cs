using Orleans.Serialization;

namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

public sealed class ValueTests(TestSilo silo) : IClassFixture<TestSilo>
{
    private ICallGrain Grain => silo.Client.GetGrain<ICallGrain>("values");

    [Fact]
    public async Task Call_ImmutableRecord_ComesBackEqual()
    {
        var sent = new Parcel(
            "näme", -5, 0.1, TimeSpan.FromTicks(3), new DateTimeOffset(2023, 5, 1, 2, 3, 4, TimeSpan.FromHours(2)),
            Guid.NewGuid(), ParcelKind.Large, null, [new ParcelPart("a", 1.5m), new ParcelPart("b", 2m)]);

        var received = await Grain.Echo(sent);

        Assert.Equal(sent with { Parts = [] }, received! with { Parts = [] });
        Assert.Equal(sent.Parts.AsEnumerable(), received.Parts);
    }

    [Fact]
    public async Task Call_Null_ComesBackNull()
    {
        Assert.Null(await Grain.Echo(null));
    }

    [Fact]
    public async Task Call_InterfaceTypedArgument_GoesByItsActualType()
    {
        Assert.Equal(new ParcelPart("c", 3m), await Grain.EchoPart(new ParcelPart("c", 3m)));
    }

    [Fact]
    public async Task Call_InterfaceTypedArgumentWithoutSerializer_IsRefused()
    {
        await Assert.ThrowsAsync<CodecNotFoundException>(() => Grain.EchoPart(new UnmarkedPart()));
    }

    [Fact]
    public async Task Call_InterfaceTypedResultWithoutSerializer_IsRefused()
    {
        await Assert.ThrowsAsync<CodecNotFoundException>(() => Grain.UnmarkedPart());
    }

    [Fact]
    public async Task Call_ResultIsTheGrainsOwnList_CallerGetsACopy()
    {
        (await Grain.Numbers()).Clear();

        Assert.Equal([1, 2, 3], await Grain.Numbers());
    }

    [Fact]
    public async Task Call_ArrayArgument_TheGrainGetsACopy()
    {
        byte[] sent = [1, 2, 3];

        Assert.Equal([3, 2, 1], await Grain.Reverse(sent));
        Assert.Equal([1, 2, 3], sent);
    }

    [Fact]
    public async Task Call_PlatformException_ArrivesWithTypeAndMessage()
    {
        var caught = await Assert.ThrowsAsync<FileNotFoundException>(() => Grain.Throw("no such thing"));

        Assert.Contains("no such thing", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ExceptionWithoutSerializer_ArrivesAsCodecNotFound()
    {
        await Assert.ThrowsAsync<CodecNotFoundException>(() => Grain.ThrowUnmarked());
    }

    [Fact]
    public async Task Call_ValueTasks_Complete()
    {
        await Grain.Nothing();

        Assert.Equal(5, await Grain.Add(2, 3));
        Assert.Equal(7, await Grain.AddLater(3, 4));
    }
}

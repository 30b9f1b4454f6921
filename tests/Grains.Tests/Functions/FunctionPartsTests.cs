using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>Names of a function's parts, and which part serves what.</summary>
public sealed class FunctionPartsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    public void KeyOf_Part_IsReadBack(int part)
    {
        var key = FunctionParts.KeyOf("a/b", part);

        Assert.Equal(("a/b", part), (FunctionParts.FunctionOf(key), FunctionParts.PartOf(key)));
        Assert.Equal(part, FunctionParts.PartOfInstance($"{FunctionParts.PrefixOf(part)}0123456789ab-1-1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789ab-1-1")]
    [InlineData("p")]
    [InlineData("p3")]
    [InlineData("p64.x")]
    [InlineData("p-1.x")]
    [InlineData("px.y")]
    [InlineData("p99999999999.x")]
    public void PartOfInstance_IdThatNoFurtherPartMade_IsPartZero(string instanceId) =>
        Assert.Equal(0, FunctionParts.PartOfInstance(instanceId));

    [Fact]
    public void PartOfRequest_TwiceAsManyParts_MovesHalfOfEachPart()
    {
        var requests = Enumerable.Range(0, 10_000).Select(number => $"request-{number}").ToArray();

        Assert.All(requests, request => Assert.Contains(
            FunctionParts.PartOfRequest(request, 8) - FunctionParts.PartOfRequest(request, 4), (int[])[0, 4]));
        var counts = requests.CountBy(request => FunctionParts.PartOfRequest(request, 8)).ToArray();
        Assert.Equal(8, counts.Length);
        Assert.All(counts, count => Assert.InRange(count.Value, 1_100, 1_400));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    public void FewestWith_Part_IsThePowerOfTwoAboveIt(int part, int parts) =>
        Assert.Equal(parts, FunctionParts.FewestWith(part));
}

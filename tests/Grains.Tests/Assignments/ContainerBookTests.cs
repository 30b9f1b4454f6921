using OrleansScaler.Contracts.Assignments;
using OrleansScaler.Grains.Assignments;

namespace OrleansScaler.Grains.Tests.Assignments;

/// <summary>Who owns which container.</summary>
public sealed class ContainerBookTests
{
    private static readonly ContainerOwner s_one = new("f", "i1");
    private static readonly ContainerOwner s_two = new("g", "i2");

    [Fact]
    public void Find_Unknown_IsNobody()
    {
        Assert.Empty(new ContainerBook(10).Find("c1"));
    }

    [Fact]
    public void Note_Twice_IsOne()
    {
        var book = new ContainerBook(10);

        book.Note("c1", s_one);
        book.Note("c1", s_one);

        Assert.Equal([s_one], book.Find("c1").AsEnumerable());
        Assert.Equal(1, book.Count);
    }

    [Fact]
    public void Note_TwoNodesThatChoseTheSameId_AreBothFound()
    {
        var book = new ContainerBook(10);

        book.Note("c1", s_one);
        book.Note("c1", s_two);

        Assert.Equal([s_one, s_two], book.Find("c1").AsEnumerable());
    }

    [Fact]
    public void Forget_OneOfTwo_LeavesTheOther()
    {
        var book = new ContainerBook(10);
        book.Note("c1", s_one);
        book.Note("c1", s_two);

        book.Forget("c1", s_one);
        book.Forget("c1", s_one);
        book.Forget("c2", s_two);

        Assert.Equal([s_two], book.Find("c1").AsEnumerable());
        Assert.Equal(1, book.Count);
    }

    [Fact]
    public void Note_BeyondTheBound_ForgetsTheOldest()
    {
        var book = new ContainerBook(2);
        book.Note("c1", s_one);
        book.Note("c2", s_one);

        book.Note("c3", s_one);

        Assert.Empty(book.Find("c1"));
        Assert.Equal([s_one], book.Find("c2").AsEnumerable());
        Assert.Equal([s_one], book.Find("c3").AsEnumerable());
        Assert.Equal(2, book.Count);
    }

    [Fact]
    public void KeyOf_ManyContainers_UsesEveryShardAboutAlike()
    {
        var shards = Enumerable.Range(0, 64_000).GroupBy(number => AssignmentShards.KeyOf($"c-{number}")).ToList();

        Assert.Equal(AssignmentShards.Count, shards.Count);
        Assert.All(shards, shard => Assert.InRange(shard.Count(), 500, 2_000));
    }

    [Theory]
    [InlineData("", "5")]
    [InlineData("a", "44")]
    public void KeyOf_AText_IsTheSameEverywhere(string container, string shard)
    {
        // FNV-1a of nothing is its basis, 2,166,136,261 = 33,845,879 × 64 + 5; of "a" it is 0xE40C292C, and 0x2C is 44.
        Assert.Equal(shard, AssignmentShards.KeyOf(container));
    }
}

using OrleansScaler.Grains.Recovery;

namespace OrleansScaler.Grains.Tests.Recovery;

public sealed class LiveFunctionBookTests
{
    private readonly LiveFunctionBook _book = new();

    [Fact]
    public void Note_Stored_IsKnownAsStored()
    {
        Assert.False(_book.Note("f"));
        Assert.False(_book.Note("f"));
        _book.HaveStored(["f"]);

        Assert.True(_book.Note("f"));
        Assert.False(_book.HasUnstored);
    }

    [Fact]
    public void HaveStored_NotedMeanwhile_IsNotStored()
    {
        _book.Note("a");
        var written = _book.Read();
        _book.Note("b");

        _book.HaveStored(written);

        Assert.True(_book.HasUnstored);
        Assert.False(_book.Note("b"));
        Assert.True(_book.Note("a"));
    }

    [Fact]
    public void Forget_NotNotedSince_Forgets()
    {
        _book.Note("a");
        _book.Note("b");

        Assert.True(_book.Forget("a", _book.Notes));

        Assert.Equal(["b"], _book.Read());
    }

    /// <summary>It said that it has no slots, and is about to have one.</summary>
    [Fact]
    public void Forget_NotedSince_Keeps()
    {
        _book.Note("a");
        _book.HaveStored(["a"]);
        var asked = _book.Notes;
        _book.Note("a");

        Assert.False(_book.Forget("a", asked));

        Assert.Equal(["a"], _book.Read());
    }

    /// <summary>The write without it may be under way: it has to be stored again.</summary>
    [Fact]
    public void Note_ForgottenJustNow_IsNotStored()
    {
        _book.Merge(["a"]);
        _book.Forget("a", _book.Notes);

        Assert.False(_book.Note("a"));
        Assert.True(_book.HasUnstored);
    }

    [Fact]
    public void Merge_BothHaveSome_HoldsAllAndKnowsWhatIsStored()
    {
        _book.Note("a");
        _book.Note("b");
        _book.HaveStored(["a", "b"]);

        _book.Merge(["b", "c"]);

        Assert.Equal(["a", "b", "c"], _book.Read());
        Assert.False(_book.Note("a"));
        Assert.True(_book.Note("b"));
        Assert.True(_book.Note("c"));
    }

    [Fact]
    public void Merge_NotedBefore_KeepsItsNumber()
    {
        var asked = _book.Notes;
        _book.Note("a");

        _book.Merge(["a"]);

        Assert.False(_book.Forget("a", asked));
    }
}

using OrleansScaler.Grains.Functions;

namespace OrleansScaler.Grains.Tests.Functions;

public sealed class CompanionNumbersTests
{
    private readonly CompanionNumbers _numbers = new(maximum: 2);

    [Fact]
    public void Of_KnownKey_KeepsItsNumber()
    {
        var first = _numbers.Of("a", out _);
        _numbers.Of("b", out _);

        Assert.Equal(first, _numbers.Of("a", out var forgotten));
        Assert.Null(forgotten);
        Assert.Equal("a", _numbers.KeyOf(first));
    }

    [Fact]
    public void Of_Full_ForgetsWhoWasNotCalledForLongest()
    {
        _numbers.Of("a", out _);
        var second = _numbers.Of("b", out _);
        _numbers.Of("a", out _);

        var third = _numbers.Of("c", out var forgotten);

        Assert.Equal(second, forgotten);
        Assert.Null(_numbers.KeyOf(second));
        Assert.Equal("c", _numbers.KeyOf(third));
    }

    [Fact]
    public void Of_ForgottenKeyComesBack_GetsANewNumber()
    {
        var first = _numbers.Of("a", out _);
        _numbers.Of("b", out _);
        _numbers.Of("c", out _);

        Assert.NotEqual(first, _numbers.Of("a", out _));
    }
}

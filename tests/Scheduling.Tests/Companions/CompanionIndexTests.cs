using OrleansScaler.Scheduling.Companions;

namespace OrleansScaler.Scheduling.Tests.Companions;

public sealed class CompanionIndexTests
{
    private const int A = 1;
    private const int B = 2;
    private const int C = 3;

    private static readonly DateTimeOffset T0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CompanionIndex _index = new(new CompanionOptions());

    /// <summary>Every function was called once: from the second call on it is known how often it comes.</summary>
    public CompanionIndexTests()
    {
        for (var function = 1; function <= 20; function++)
        {
            At((10 * function) - 1_000, function);
        }
    }

    [Fact]
    public void Arrived_FiveTimesTogether_TellsTheOtherAtTheSixth()
    {
        Together(times: 5, A, B);

        Assert.Equal([B], At(1_000, A));
    }

    [Fact]
    public void Arrived_FourTimesTogether_TellsNobody()
    {
        Together(times: 4, A, B);

        Assert.Empty(At(1_000, A));
    }

    [Fact]
    public void Arrived_EitherOfTheTwoFirst_TellsTheOther()
    {
        Together(times: 5, A, B);

        Assert.Equal([A], At(1_000, B));
    }

    [Theory]
    [InlineData(0.999, true)]
    [InlineData(1, false)]
    public void Arrived_CloserThanASecond_Coincides(double apart, bool coincides)
    {
        for (var i = 0; i < 5; i++)
        {
            At(100 * i, A);
            At((100 * i) + apart, B);
        }

        Assert.Equal(coincides ? [B] : [], At(1_000, A));
    }

    // B comes 20 times; A to all of these but so many. 18 of 20 is 90 %.
    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Arrived_OtherCameWithoutThis_IsToldFromNinetyPercentOn(int alone, bool told)
    {
        Together(times: 20 - alone, A, B);
        for (var i = 0; i < alone; i++)
        {
            At(5_000 + (100 * i), B);
        }

        Assert.Equal(told ? [B] : [], At(9_000, A));
    }

    // A comes 5 times with B and so often without, and once more now: 5 of 10 is half.
    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Arrived_ThisOftenComesAlone_TellsOnlyWhoComesHalfTheTime(int alone, bool told)
    {
        Together(times: 5, A, B);
        for (var i = 0; i < alone; i++)
        {
            At(1_000 + (100 * i), A);
        }

        Assert.Equal(told ? [B] : [], At(9_000, A));
    }

    [Fact]
    public void Arrived_BurstWithinASecond_CountsAndTellsOnce()
    {
        for (var i = 0; i < 4; i++)
        {
            At(100 * i, A);
            At((100 * i) + 0.1, B);
            At((100 * i) + 0.2, A);
            At((100 * i) + 0.3, B);
        }

        // Four times together so far, though each came eight times.
        Assert.Empty(At(1_000, A));
        At(1_000.1, B);
        Assert.Equal([B], At(2_000, A));
        Assert.Empty(At(2_000.5, A));
    }

    [Fact]
    public void Arrived_BusyFunctionMeetsTheSameArrivalTwice_CountsItOnce()
    {
        // B comes at 100.6 and so on, A at 100, 101.2 and so on: both are within a second of it.
        for (var i = 0; i < 4; i++)
        {
            At(100 * i, A);
            At((100 * i) + 0.6, B);
            At((100 * i) + 1.2, A);
        }

        Assert.Empty(At(1_000, A));
    }

    [Fact]
    public void Arrived_OtherIsThereAlready_IsNotTold()
    {
        Together(times: 5, A, B);
        At(1_000, B);

        Assert.Empty(At(1_000.5, A));
    }

    [Fact]
    public void Arrived_GroupOfThree_TellsBothInTheOrderMet()
    {
        Together(times: 5, A, C, B);

        Assert.Equal([C, B], At(1_000, A));
    }

    [Fact]
    public void Arrived_CompanionAmongManyPassersBy_IsNotDrivenOut()
    {
        for (var i = 0; i < 20; i++)
        {
            At(100 * i, A);
            for (var passer = 0; passer < 40; passer++)
            {
                At((100 * i) + 0.1, 1_000 + (100 * i) + passer);
            }

            At((100 * i) + 0.2, B);
        }

        Assert.Equal([B], At(9_000, A));
    }

    [Fact]
    public void Arrived_OtherComesFarMoreOften_IsNoCompanion()
    {
        // B comes every two seconds, and so with most calls of A.
        var index = new CompanionIndex(new CompanionOptions { AnnouncingShare = 0 });
        var told = new List<int>();
        for (var i = 0; i < 500; i++)
        {
            index.Arrived(B, T0.AddSeconds(2 * i), told);
            if (i % 50 == 0)
            {
                index.Arrived(A, T0.AddSeconds((2 * i) + 0.5), told);
            }
        }

        Assert.Empty(told);
    }

    [Fact]
    public void Arrived_GroupOfTwenty_TellsEightOfIt()
    {
        Together(times: 6, [.. Enumerable.Range(1, 20)]);

        Assert.Equal(8, At(9_000, A).Count);
    }

    [Fact]
    public void Arrived_PassersByTakeEachOthersPlace_AreNotOverrated()
    {
        // Nineteen others take turns; each comes a tenth as often as A and inherits the counts of those before it.
        var index = new CompanionIndex(new CompanionOptions { GapRatio = 100, AnnouncingShare = 0, Share = 0.5 });
        var told = new List<int>();
        for (var i = 0; i < 190; i++)
        {
            index.Arrived(A, T0.AddSeconds(100 * i), told);
            index.Arrived(B + (i % 19), T0.AddSeconds((100 * i) + 0.1), told);
        }

        Assert.All(told, function => Assert.NotEqual(A, function));
    }

    [Fact]
    public void Arrived_PartedAfterALongTimeTogether_IsForgottenWithinTwoHundred()
    {
        Together(times: 150, A, B);
        for (var i = 0; i < 200; i++)
        {
            At(20_000 + (100 * i), B);
        }

        Assert.Empty(At(90_000, A));
    }

    [Fact]
    public void Forget_Companion_IsToldNoMore()
    {
        Together(times: 5, A, B);

        _index.Forget(B);

        Assert.Empty(At(1_000, A));
        Assert.Equal(19, _index.Count);
    }

    private List<int> At(double seconds, int function)
    {
        var told = new List<int>();
        _index.Arrived(function, T0.AddSeconds(seconds), told);
        return told;
    }

    private void Together(int times, params int[] functions)
    {
        for (var i = 0; i < times; i++)
        {
            for (var place = 0; place < functions.Length; place++)
            {
                At((100 * i) + (0.01 * place), functions[place]);
            }
        }
    }
}

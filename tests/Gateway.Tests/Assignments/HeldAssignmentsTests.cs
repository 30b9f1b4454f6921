using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Assignments;
using OrleansScaler.Gateway.Tests.Calls;
using OrleansScaler.Testing;

namespace OrleansScaler.Gateway.Tests.Assignments;

/// <summary>What is remembered of who holds what, and when an owner counts as another one.</summary>
public sealed class HeldAssignmentsTests : IDisposable
{
    private static readonly TimeSpan s_run = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly TestCalls _calls;

    public HeldAssignmentsTests() => _calls = new TestCalls(_clock, new GatewayOptions { MaximumHeld = 3 });

    private HeldAssignments Held => _calls.Held;

    [Fact]
    public void Note_TheSameTwice_IsOne()
    {
        Note("f", "r1");
        Note("f", "r1");

        Assert.Equal(["r1"], Requests("f"));
        Assert.Equal(1, Held.Count);
    }

    [Fact]
    public void Forget_TheLastOfAFunction_LeavesNothingOfIt()
    {
        Note("f", "r1");
        Note("g", "r2");

        Held.Forget("r1", "i-r1");
        Held.Forget("r1", "i-r1");

        Assert.Equal("g", Assert.Single(Held.ReadFunctions()));
        Assert.Empty(Requests("f"));
    }

    [Fact]
    public void Note_OverTheBound_ForgetsTheOldest()
    {
        foreach (var request in new[] { "r1", "r2", "r3", "r4" })
        {
            Note("f", request);
        }

        Assert.Equal(3, Held.Count);
        Assert.DoesNotContain("r4", Requests("f").Take(2));
        Assert.Contains("r4", Requests("f"));
    }

    [Fact]
    public void Note_OldOnesAreOver_ForgetsThem()
    {
        Note("f", "r1");
        _clock.Advance(s_run);

        Note("f", "r2");

        Assert.Equal(["r2"], Requests("f"));
    }

    // The epoch seen first, the next one, whether the owner has to be told.
    [Theory]
    [InlineData(4, 4, false)]
    [InlineData(4, 5, true)]
    [InlineData(4, 3, true)]
    [InlineData(4, 0, false)]
    public void Note_NextEpoch_TellsWhetherTheOwnerIsAnother(long first, long next, bool isNew)
    {
        Assert.False(Note("f", "r1", first));

        Assert.Equal(isNew, Note("f", "r2", next));
    }

    [Fact]
    public void Saw_LateAnswerOfAnOldOwner_LeavesTheNewOneKnown()
    {
        Note("f", "r1", epoch: 5);
        Held.Saw("f", 4);

        Assert.False(Held.Saw("f", 5));
    }

    [Fact]
    public void Saw_NothingHeld_IsNobodysBusiness()
    {
        Assert.False(Held.Saw("f", 1));
        Assert.False(Held.Saw("f", 2));
    }

    [Fact]
    public void Saw_OwnerWasNotReached_CountsAsAnother()
    {
        Note("f", "r1", epoch: 5);

        Held.Untold("f");

        Assert.True(Held.Saw("f", 5));
        Assert.False(Held.Saw("f", 5));
    }

    public void Dispose() => _calls.Dispose();

    private bool Note(string function, string request, long epoch = 1) => Held.Note(
        function, new HeldInstance(request, $"i-{request}", Attempt: 1), _clock.GetUtcNow() + s_run, epoch);

    private IEnumerable<string> Requests(string function) => Held.Read(function).Select(held => held.RequestId);
}

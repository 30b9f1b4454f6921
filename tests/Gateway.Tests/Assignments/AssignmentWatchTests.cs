using System.Collections.Concurrent;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Assignments;
using OrleansScaler.Gateway.Tests.Calls;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Gateway.Tests.Assignments;

/// <summary>Who is told which instances are held, and when.</summary>
public sealed class AssignmentWatchTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentDictionary<string, FakeFunction> _functions = new();
    private readonly GatewayOptions _options = new() { Announces = true };
    private TestCalls? _calls;

    private TestCalls Calls => _calls ??= new TestCalls(_clock, _options, Function);

    [Fact]
    public async Task Granted_ByAnotherOwner_TellsItAllThatIsHeld()
    {
        Grant("f", "r1", epoch: 1);
        Grant("f", "r2", epoch: 1);
        Calls.Watch.GaveBack(new IdleRequest { RequestId = "r1", InstanceId = "i-r1" });

        Grant("f", "r3", epoch: 2);

        Assert.Equal(["r2", "r3"], await ToldAsync("f"));
        Assert.Equal(7, Function("f").Announces.Single()[0].Attempt);
    }

    [Fact]
    public async Task Saw_AnotherOwner_TellsItWhatIsHeld()
    {
        Grant("f", "r1", epoch: 1);

        Calls.Watch.Saw("f", 2);

        Assert.Equal(["r1"], await ToldAsync("f"));
    }

    [Fact]
    public async Task SiloLost_Always_TellsEveryFunctionOfWhichSomethingIsHeld()
    {
        Grant("f", "r1", epoch: 1);
        Grant("g", "r2", epoch: 1);

        Calls.LoseSilo();

        Assert.Equal(["r1"], await ToldAsync("f"));
        Assert.Equal(["r2"], await ToldAsync("g"));
    }

    [Fact]
    public async Task SiloLost_MuchIsHeld_IsToldInParts()
    {
        for (var request = 0; request <= HeldAnnouncer.LargestPart; request++)
        {
            Grant("f", $"r{request}", epoch: 1);
        }

        Calls.LoseSilo();

        await Eventually.HoldsAsync(() => Function("f").Announces.Count == 2);
        Assert.Equal([HeldAnnouncer.LargestPart, 1], Function("f").Announces.Select(part => part.Length));
    }

    [Fact]
    public async Task SiloLost_ManyFunctions_AreToldAFewAtATime()
    {
        const int Functions = 3 * HeldAnnouncer.MaximumAtOnce;
        var answer = new TaskCompletionSource<int>();
        for (var number = 0; number < Functions; number++)
        {
            Function($"f{number}").OnAnnounce = _ => new(answer.Task);
            Grant($"f{number}", $"r{number}", epoch: 1);
        }

        Calls.LoseSilo();
        await Eventually.HoldsAsync(() => Told() >= HeldAnnouncer.MaximumAtOnce);
        var atOnce = Told();
        answer.SetResult(1);

        Assert.Equal(HeldAnnouncer.MaximumAtOnce, atOnce);
        await Eventually.HoldsAsync(() => Told() == Functions);

        int Told() => _functions.Values.Sum(function => function.Announces.Count);
    }

    [Fact]
    public async Task Granted_OwnerWasNotReachedBefore_TellsTheNextThatAnswers()
    {
        _options.RetryFor = TimeSpan.Zero;
        Function("f").OnAnnounce = _ => ValueTask.FromException<int>(new TimeoutException());
        Grant("f", "r1", epoch: 1);
        Calls.LoseSilo();
        await Eventually.HoldsAsync(() => Function("f").Announces.Count == 1);
        Function("f").OnAnnounce = held => new(held.Length);

        await Eventually.HoldsAsync(() =>
        {
            Calls.Watch.Saw("f", 1);
            return Function("f").Announces.Count == 2;
        });

        Assert.Equal("r1", Function("f").Announces.Last().Single().RequestId);
    }

    [Fact]
    public void Granted_WhileOff_RemembersNothing()
    {
        _options.Announces = false;

        Grant("f", "r1", epoch: 1);
        Grant("f", "r2", epoch: 2);

        Assert.Equal(0, Calls.Held.Count);
    }

    public void Dispose() => _calls?.Dispose();

    private FakeFunction Function(string key) => _functions.GetOrAdd(key, _ => new FakeFunction());

    private void Grant(string function, string request, long epoch) => Calls.Watch.Granted(
        function,
        new AssignRequest { RequestId = request, MemoryMegabytes = 128, Wait = TimeSpan.Zero, Attempt = 7 },
        FakeFunction.Granted with { InstanceId = $"i-{request}", Epoch = epoch });

    private async Task<IEnumerable<string>> ToldAsync(string function)
    {
        await Eventually.HoldsAsync(() => !Function(function).Announces.IsEmpty);
        return Function(function).Announces.Single().Select(held => held.RequestId);
    }
}

using OrleansScaler.Scheduling.Policies;

namespace OrleansScaler.Scheduling.Tests.Policies;

public class PolicyNamesTests
{
    [Theory]
    [InlineData("direct", "fixed", "per-request")]
    [InlineData("talk-v0.1", "fixed", "per-request")]
    [InlineData("pool", "fixed", "patience")]
    [InlineData("talk-v1.0", "fixed", "patience")]
    [InlineData("talk-v1.5", "dynamic-keep-alive", "patience")]
    [InlineData("talk-v1.5-final", "dynamic-keep-alive-final", "patience")]
    [InlineData("talk-v2.0", "dispatch", "patience")]
    [InlineData("dispatch", "dispatch", "patience")]
    [InlineData("talk-v3.0", "preallocate", "preallocate")]
    [InlineData("preallocate", "preallocate", "preallocate")]
    [InlineData("wait-or-create", "lock-step", "wait-or-create")]
    [InlineData("scaleup=wait-or-create", "break-even", "wait-or-create")]
    [InlineData("periodic", "periodic", "per-request")]
    [InlineData("gap-quantile", "gap-quantile", "per-request")]
    [InlineData("dynamic-keep-alive", "dynamic-keep-alive", "per-request")]
    [InlineData("dynamic-keep-alive-final", "dynamic-keep-alive-final", "per-request")]
    [InlineData("keepalive=periodic+prewarm=periodic", "periodic", "per-request")]
    [InlineData("fixed:600s", "fixed", "per-request")]
    [InlineData("break-even", "break-even", "per-request")]
    [InlineData("keepalive=break-even+scaleup=patience:250ms", "break-even", "patience")]
    [InlineData("scaleup=patience:1s", "break-even", "patience")]
    [InlineData("patience:1s", "break-even", "patience")]
    [InlineData("cost-patience", "break-even", "cost-patience")]
    [InlineData("cost-patience:0.1", "break-even", "cost-patience")]
    [InlineData("stale-queue", "break-even", "stale-queue")]
    [InlineData("stale-queue:200ms", "break-even", "stale-queue")]
    [InlineData("little", "break-even", "little")]
    [InlineData("little:1s", "break-even", "little")]
    [InlineData("kpa", "kpa", "kpa")]
    [InlineData("kpa:0.9", "kpa", "kpa")]
    [InlineData("openwhisk", "fixed", "stale-queue")]
    [InlineData("none", "break-even", "per-request")]
    [InlineData("keepalive=fixed:0s+prewarm=none", "fixed", "per-request")]
    [InlineData("hybrid-histogram", "hybrid-histogram", "per-request")]
    [InlineData("keepalive=hybrid-histogram", "hybrid-histogram", "per-request")]
    [InlineData("prewarm=hybrid-histogram", "break-even", "per-request")]
    [InlineData("faascache", "greedy-dual", "per-request")]
    [InlineData("faascache:8gb", "greedy-dual", "per-request")]
    [InlineData("greedy-dual:16gb:600s", "greedy-dual", "per-request")]
    [InlineData("lru", "lru", "per-request")]
    [InlineData("freq:16gb", "freq", "per-request")]
    [InlineData("size", "size", "per-request")]
    [InlineData("landlord", "landlord", "per-request")]
    [InlineData("dual-stage", "dual-stage", "per-request")]
    [InlineData("dual-stage:10s:1m", "dual-stage", "per-request")]
    [InlineData("idle-cap:10", "idle-cap", "per-request")]
    [InlineData("keepalive=idle-cap:10:2gb/fixed:60s+scaleup=patience:1s", "idle-cap", "patience")]
    [InlineData("idle-cap:10/idle-cap:5:1gb/dual-stage", "idle-cap", "per-request")]
    [InlineData("timer", "break-even", "per-request")]
    [InlineData("fourier", "break-even", "per-request")]
    [InlineData("icebreaker", "fixed", "per-request")]
    [InlineData("scheduled:5:0_8_*_*_1-5:10h", "break-even", "per-request")]
    [InlineData("generic-pool", "break-even", "per-request")]
    public void Find_KnownName_HasItsPartsUnderTheNameAsAsked(string name, string keepAlive, string scaleUp)
    {
        var set = PolicyNames.Find(name, new PolicyOptions()).Required;

        Assert.Equal((name, keepAlive, scaleUp), (set.Name, set.KeepAlive.Name, set.ScaleUp.Name));
    }

    [Theory]
    [InlineData("timer", "timer", false)]
    [InlineData("prewarm=holt", "holt", false)]
    [InlineData("exponential", "exponential", false)]
    [InlineData("keepalive=fixed:60s+prewarm=ar10", "ar10", false)]
    [InlineData("markov", "markov", false)]
    [InlineData("icebreaker", "fourier", false)]
    [InlineData("prewarm=scheduled:5:0_8_*_*_*:1h", "scheduled", false)]
    [InlineData("keepalive=fixed:60s+prewarm=generic-pool", "generic-pool", true)]
    public void Find_Prewarm_IsTheOneNamed(string name, string prewarm, bool hasSpares)
    {
        var set = PolicyNames.Find(name, new PolicyOptions()).Required;

        Assert.Equal((prewarm, hasSpares), (set.Prewarm.Name, set.Spares is not null));
    }

    [Fact]
    public void Find_UnknownName_ListsTheKnownOnesNearestFirst()
    {
        var (set, problem) = PolicyNames.Find("brake-even", new PolicyOptions());

        Assert.Null(set);
        Assert.StartsWith(
            "'brake-even' is no policy; it must be one of break-even, ", problem, StringComparison.Ordinal);
        Assert.All(PolicyNames.Known, known => Assert.Contains(known, problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("fixed:")]
    [InlineData("fixed:10")]
    [InlineData("fixed:-10s")]
    [InlineData("fixed:NaNs")]
    [InlineData("fixed:99999d")]
    public void Find_DurationThatIsNone_TellsHowToWriteIt(string name)
    {
        var (set, problem) = PolicyNames.Find(name, new PolicyOptions());

        Assert.Null(set);
        Assert.StartsWith($"'{name}': write fixed:DURATION; ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dual-stage:60s:60s", "'dual-stage:60s:60s': T1 is 60s; it must be less than T2, 60s.")]
    [InlineData("dual-stage:60s", "'dual-stage:60s': write dual-stage[:T1:T2]; ")]
    [InlineData("faascache:0gb", "'faascache:0gb': write faascache[:SIZE]; ")]
    [InlineData("faascache:8gb:9s", "'faascache:8gb:9s': write faascache[:SIZE]; ")]
    [InlineData("lru:8gb:9s:7", "'lru:8gb:9s:7': write lru[:SIZE[:DURATION]]; ")]
    [InlineData("idle-cap", "'idle-cap': write idle-cap:N[:SIZE][/KEEPALIVE]; ")]
    [InlineData("idle-cap:1.5", "'idle-cap:1.5': write idle-cap:N[:SIZE][/KEEPALIVE]; ")]
    [InlineData("idle-cap:1:many", "'idle-cap:1:many': write idle-cap:N[:SIZE][/KEEPALIVE]; ")]
    [InlineData("idle-cap:1/fixed", "'idle-cap:1/fixed': write fixed:DURATION; ")]
    [InlineData("idle-cap:1/fixd:1s", "'fixd' is no policy; it must be one of fixed:DURATION, ")]
    [InlineData("idle-cap:1/", "'' is no policy; it must be one of ")]
    [InlineData("fixed:1s/lru", "'fixed:1s/lru': fixed takes nothing after a slash.")]
    public void Find_WrongArguments_SaysWhatIsWrong(string name, string expected)
    {
        var (set, problem) = PolicyNames.Find(name, new PolicyOptions());

        Assert.Null(set);
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("faascache", 32_768.0)]
    [InlineData("faascache:8gb", 8_192.0)]
    [InlineData("lru:512mb", 512.0)]
    [InlineData("keepalive=greedy-dual:1gb+scaleup=patience:1s", 1_024.0)]
    [InlineData("idle-cap:3/greedy-dual:1gb", 1_024.0)]
    [InlineData("fixed:600s", null)]
    public void Find_AnyName_HasTheBudgetOfItsKeepAlive(string name, double? megabytes)
    {
        Assert.Equal(megabytes, PolicyNames.Find(name, new PolicyOptions()).Required.BudgetMegabytes);
    }

    [Theory]
    [InlineData("hybrid-histogram")]
    [InlineData("keepalive=hybrid-histogram+prewarm=hybrid-histogram")]
    [InlineData("prewarm=hybrid-histogram+scaleup=patience:1s+keepalive=hybrid-histogram")]
    public void Find_KeepAliveAndPrewarmOfOneRule_AreOneObject(string name)
    {
        var set = PolicyNames.Find(name, new PolicyOptions()).Required;

        Assert.Same(set.KeepAlive, set.Prewarm);
    }

    [Theory]
    [InlineData("cost-patience:1.5", "cost-patience[:SHARE-UP-TO-1]")]
    [InlineData("cost-patience:5%", "cost-patience[:SHARE-UP-TO-1]")]
    [InlineData("kpa:0", "kpa[:SHARE-UP-TO-1]")]
    [InlineData("kpa:70", "kpa[:SHARE-UP-TO-1]")]
    [InlineData("stale-queue:0s", "stale-queue[:DURATION]")]
    [InlineData("little:1", "little[:DURATION]")]
    public void Find_FigureOutOfBounds_TellsThem(string name, string usage) =>
        Assert.StartsWith(
            $"'{name}': write {usage}; ",
            PolicyNames.Find(name, new PolicyOptions()).Problem,
            StringComparison.Ordinal);

    [Fact]
    public void Find_ArgumentWhereNoneIsTaken_SaysSo()
    {
        var (set, problem) = PolicyNames.Find("direct:1s", new PolicyOptions());

        Assert.Null(set);
        Assert.Equal("'direct:1s': direct takes nothing after a colon.", problem);
    }

    [Theory]
    [InlineData("keepalive=break-even+patience:1s", "'patience:1s' in 'keepalive=break-even+patience:1s' is no part")]
    [InlineData("keep=break-even", "'keep=break-even' in 'keep=break-even' is no part")]
    [InlineData("scaleup=per-reqest", "'per-reqest' is no policy; it must be one of per-request, ")]
    public void Find_WrongPart_NamesIt(string name, string expected)
    {
        var (set, problem) = PolicyNames.Find(name, new PolicyOptions());

        Assert.Null(set);
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Pool_TakesTheOptionsFigures()
    {
        var options = new PolicyOptions { KeepAlive = TimeSpan.FromSeconds(7), ReclaimEvery = TimeSpan.FromSeconds(2) };

        var decision = PolicyNames.Find(options).Required.KeepAlive.Decide(default);

        Assert.Equal((options.KeepAlive, options.ReclaimEvery), (decision.KeepAlive, decision.ReclaimEvery));
    }

    [Fact]
    public void Usual_Every_CanBeFoundOnce()
    {
        Assert.All(PolicyNames.Usual, name => Assert.Null(PolicyNames.Find(name, new PolicyOptions()).Problem));
        Assert.Distinct(PolicyNames.Usual);
    }

    [Fact]
    public void Usual_Known_LeavesOutOnlyDefaultsAndWhatNoTraceCanTell()
    {
        var usual = PolicyNames.Usual.Select(name => name.Split(':')[0]).ToHashSet();

        var missing = PolicyNames.Known.Select(name => name.Split(':', '[')[0]).Where(name => !usual.Contains(name));

        Assert.Equal(["fill-first", "idle-first", "none", "per-request"], missing);
    }

    [Fact]
    public void Required_UnknownName_ThrowsTheProblem()
    {
        var thrown = Assert.Throws<ArgumentException>(
            () => PolicyNames.Find("nothing", new PolicyOptions()).Required);

        Assert.StartsWith("'nothing' is no policy", thrown.Message, StringComparison.Ordinal);
    }
}

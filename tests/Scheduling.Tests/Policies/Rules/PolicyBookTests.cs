using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Rules;

namespace OrleansScaler.Scheduling.Tests.Policies.Rules;

public sealed class PolicyBookTests
{
    [Theory]
    [InlineData("batch-1", "go", 512, "direct")]
    [InlineData("batch-2", "go", 512, "fixed:10s")]
    [InlineData("web", "python3", 512, "fixed:60s")]
    [InlineData("web", "go", 2048, "fixed:1h")]
    [InlineData("web", "go", 4096, "fixed:1h")]
    [InlineData("web", "go", 2047.9, "break-even")]
    [InlineData("web", "go", 4096.1, "break-even")]
    [InlineData("Batch-2", "Python3", 512, "break-even")]
    public void For_FirstRuleThatFits_Decides(string key, string runtime, double megabytes, string expected)
    {
        var book = Make(
            new() { Key = "batch-1", Policy = "direct" },
            new() { Prefix = "batch-", Policy = "fixed:10s" },
            new() { Runtime = "python3", Policy = "fixed:60s" },
            new() { MinimumMegabytes = 2048, MaximumMegabytes = 4096, Policy = "fixed:1h" }).Required;

        Assert.Equal(expected, book.For(Function(key, runtime, megabytes)).Name);
    }

    [Fact]
    public void For_SeveralConditionsInARule_AllHaveToHold()
    {
        var rule = new PolicyRule { Prefix = "a", Runtime = "go", MaximumMegabytes = 512, Policy = "direct" };
        var book = Make(rule).Required;

        Assert.Equal("direct", book.For(Function("ab", "go", 512)).Name);
        Assert.Equal("break-even", book.For(Function("ab", "go", 513)).Name);
        Assert.Equal("break-even", book.For(Function("ab", "java", 512)).Name);
    }

    [Fact]
    public void For_RulesOfOneName_ShareOneSet()
    {
        var book = Make(
            new() { Key = "a", Policy = "direct" },
            new() { Key = "b", Policy = "direct" },
            new() { Key = "c", Policy = "break-even" }).Required;

        Assert.Same(book.For(Function("a")), book.For(Function("b")));
        Assert.Same(book.Default, book.For(Function("c")));
        Assert.Equal(2, book.Sets.Count);
    }

    [Fact]
    public void Make_SeveralThingsWrong_NamesAllWithRuleOptionAndValue()
    {
        var problems = Make(
            new() { Key = "a", Policy = "brake-even" },
            new() { Policy = "direct" },
            new() { Key = "a", Prefix = "b" },
            new() { MinimumMegabytes = 512, MaximumMegabytes = 256, Policy = "direct" },
            new() { MinimumMegabytes = double.NaN, MaximumMegabytes = -1, Policy = "direct" }).Problems;

        string[] starts =
        [
            "Policies:Rules:0:Policy: 'brake-even' is no policy; it must be one of break-even, ",
            "Policies:Rules:1: fits every function; give Key, Prefix, Runtime, ",
            "Policies:Rules:2:Prefix: 'b' stands beside the whole Key 'a'; give one of them.",
            "Policies:Rules:2:Policy: the name is missing; it must be one of ",
            "Policies:Rules:3:MinimumMegabytes: 512 is more than MaximumMegabytes, 256.",
            "Policies:Rules:4:MinimumMegabytes: NaN is no size; it must be from 0 to 1000000000000 MB.",
            "Policies:Rules:4:MaximumMegabytes: -1 is no size; it must be from 0 to 1000000000000 MB.",
        ];
        Assert.Equal(starts.Length, problems.Count);
        Assert.All(
            starts.Zip(problems),
            pair => Assert.StartsWith(pair.First, pair.Second.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Make_DefaultUnknown_NamesItBesideTheRules()
    {
        var problems = PolicyBook.Make(new PolicyOptions
        {
            Name = "magic",
            Rules = [new PolicyRule { Key = "a", Policy = "more magic" }],
        }).Problems;

        Assert.Equal(2, problems.Count);
        Assert.StartsWith("Policies:Name: 'magic' is no policy", problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Make_NoRules_IsTheDefaultForAll()
    {
        var book = Make().Required;

        Assert.Same(book.Default, book.For(Function("a")));
        Assert.Null(book.BudgetMegabytes);
    }

    [Fact]
    public void Required_Problems_ThrowsThemAll()
    {
        var lookup = Make(new() { Key = "a", Policy = "one" }, new() { Key = "b", Policy = "two" });

        var thrown = Assert.Throws<ArgumentException>(() => lookup.Required);

        Assert.Contains("'one'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'two'", thrown.Message, StringComparison.Ordinal);
    }

    private static PolicyBookLookup Make(params PolicyRule[] rules) =>
        PolicyBook.Make(new PolicyOptions { Name = "break-even", Rules = rules });

    private static FunctionSpec Function(string key, string runtime = "go", double megabytes = 512) => new()
    {
        Key = new FunctionKey(key),
        Runtime = runtime,
        MemoryMegabytes = megabytes,
    };
}

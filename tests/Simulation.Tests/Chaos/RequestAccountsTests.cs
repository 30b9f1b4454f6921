using System.Text.Json;
using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Simulation.Tests.Chaos;

public sealed class RequestAccountsTests
{
    private readonly RequestAccounts _accounts = new();

    [Fact]
    public void Open_EachEnd_ClosesOneRequest()
    {
        Action[] ends =
        [
            _accounts.Returned,
            () => _accounts.Refused("full", isTyped: true, ""),
            () => _accounts.IdleRefused("unknown", ""),
            () => _accounts.Unusable("AlreadyLent", ""),
            () => _accounts.WaiterLost(""),
            () => _accounts.IdleLost(""),
            _accounts.BrokenOff,
        ];
        foreach (var end in ends)
        {
            _accounts.Asked();
            Assert.Equal(1, _accounts.ToReport().Open);
            end();
            Assert.Equal(0, _accounts.ToReport().Open);
        }

        Assert.Equal(ends.Length, _accounts.ToReport().Asked);
    }

    [Fact]
    public void Refused_WithAndWithoutReason_CountsTheUntyped()
    {
        _accounts.Refused("full", isTyped: true, "bound");
        _accounts.Refused("full", isTyped: true, "bound");
        _accounts.Refused("unknown", isTyped: false, "");

        var report = _accounts.ToReport();
        Assert.Equal((2, 1, 1), (report.Refused["full"], report.Refused["unknown"], report.Untyped));
    }

    [Fact]
    public void Messages_ManyOfOneKind_KeepOneOfIt()
    {
        for (var i = 0; i < 1000; i++)
        {
            _accounts.Refused("full", isTyped: true, $"number {i}");
        }

        _accounts.WaiterLost("request r");

        Assert.Equal(["full: number 0", "waiter lost: request r"], _accounts.ToReport().Messages);
    }

    [Fact]
    public void Granted_AfterAFailedCall_IsARecoveryOnce()
    {
        _accounts.Granted(1);
        _accounts.Repeated();
        _accounts.Repeated();
        _accounts.Granted(2);
        _accounts.Granted(3);

        Assert.Equal([2.0], _accounts.ToReport().Recoveries);
    }

    [Fact]
    public void Sum_TwoProcesses_AddsCountsAndOrdersRecoveries()
    {
        var refused = Counts(("full", 1), ("away", 2));
        var one = new CallerReport { Asked = 2, Open = 1, Recoveries = [5], Refused = refused };
        var other = new CallerReport { Asked = 3, WaitersLost = 1, Recoveries = [4], Refused = Counts(("full", 4)) };

        var sum = CallerReport.Sum([one, other]);
        Assert.Equal((5, 1, 1), (sum.Asked, sum.Open, sum.WaitersLost));
        Assert.Equal([4.0, 5.0], sum.Recoveries);
        Assert.Equal(Counts(("away", 2), ("full", 5)), sum.Refused);
    }

    [Fact]
    public void Report_WrittenAndRead_IsTheSame()
    {
        _accounts.Asked();
        _accounts.Repeated();
        _accounts.Granted(1.5);
        _accounts.Asked();
        _accounts.Refused("full", isTyped: true, "bound");

        var text = JsonSerializer.Serialize(_accounts.ToReport());

        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<CallerReport>(text)));
        Assert.DoesNotContain('\n', text);
    }

    private static Dictionary<string, long> Counts(params (string Name, long Count)[] counts) =>
        counts.ToDictionary(count => count.Name, count => count.Count);
}

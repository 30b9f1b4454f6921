using OrleansScaler.Gateway.Health;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Gateway.Tests.Health;

/// <summary>Readiness changes once and tells who waits.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public void IsReady_AtFirst_IsFalse()
    {
        Assert.False(new Readiness().IsReady);
    }

    [Fact]
    public async Task Set_Otherwise_EndsTheTaskOfThoseWhoWait()
    {
        var readiness = new Readiness();
        var changed = readiness.Changed;

        readiness.Set(true);

        await changed.EndsAsync();
        Assert.True(readiness.IsReady);
        Assert.False(readiness.Changed.IsCompleted);
    }

    [Fact]
    public void Set_TheSameAgain_ChangesNothing()
    {
        var readiness = new Readiness();
        readiness.Set(true);
        var changed = readiness.Changed;

        readiness.Set(true);

        Assert.False(changed.IsCompleted);
    }
}

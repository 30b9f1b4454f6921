using System.ComponentModel.DataAnnotations;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class PoolOptionsTests
{
    [Fact]
    public void Defaults_AsShipped_AreInRange()
    {
        var options = new PoolOptions();

        Assert.True(Validator.TryValidateObject(options, new ValidationContext(options), null, true));
        Assert.Empty(options.FindContradictions());
    }

    [Fact]
    public void FindContradictions_SlotsAboveTheMaximum_NamesBothValues()
    {
        var options = new PoolOptions { MinimumSlots = 7, InitialSlots = 8, MaximumSlots = 5 };

        var found = options.FindContradictions().ToArray();

        Assert.Collection(
            found,
            one => Assert.Matches("MinimumSlots.*7.*MaximumSlots.*5", one),
            other => Assert.Matches("InitialSlots.*8.*MaximumSlots.*5", other));
    }

    [Fact]
    public void Range_ValueOutside_IsRefused()
    {
        var options = new PoolOptions { MaximumSlots = 0, MaximumWait = TimeSpan.Zero };
        var results = new List<ValidationResult>();

        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), results, true));
        Assert.Equal(
            [nameof(PoolOptions.MaximumSlots), nameof(PoolOptions.MaximumWait)],
            results.SelectMany(result => result.MemberNames));
    }
}

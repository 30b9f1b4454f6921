using OrleansScaler.Grains.Fencing;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Grains.Tests.Fencing;

/// <summary>
/// Whatever comes in whatever order: no event passes after a freeze unless the members were read after its end. Freezes
/// come between events, before the next sign of life, and amid a reading.
/// </summary>
public sealed class SiloFencePropertyTests
{
    private const int Steps = 2_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void IsOpen_AnyOrder_OnlyWhenReadAfterTheLastFreeze(ulong seed)
    {
        var random = SeededRandom.For(seed, 0, 0);
        var members = new FreezingMembers(() => random.NextUnit());
        using var world = new FenceWorld(members);
        members.Freeze = () => world.Freeze(TimeSpan.FromSeconds(2.1 + (60 * random.NextUnit())));
        var (passed, held) = (0, 0);
        for (var step = 0; step < Steps; step++)
        {
            var kind = random.NextUnit();
            if (kind < 0.05)
            {
                members.Freezes++;
                members.Freeze();
            }
            else if (kind < 0.5)
            {
                world.Live(FenceWorld.Beat);
            }

            var isOpen = world.Fence.IsOpen;
            Assert.True(
                !isOpen || members.KnownAfter == members.Freezes,
                $"seed {seed}, step {step}: passed after freeze {members.Freezes}, read after {members.KnownAfter}");
            passed += isOpen ? 1 : 0;
            held += isOpen ? 0 : 1;
        }

        // The run says something only when both happened.
        Assert.True(passed > Steps / 10, $"seed {seed}: {passed} passed");
        Assert.True(held > 10, $"seed {seed}: {held} held");
    }

    /// <summary>Answers at once, sometimes frozen before it, sometimes not at all.</summary>
    private sealed class FreezingMembers(Func<double> next) : IMembership
    {
        public Action Freeze { get; set; } = () => { };

        public int Freezes { get; set; }

        /// <summary>The freeze after which the members were read last.</summary>
        public int KnownAfter { get; private set; }

        public ValueTask<bool> IsStillMemberAsync(CancellationToken cancellationToken)
        {
            var kind = next();
            if (kind < 0.2)
            {
                throw new IOException("no table");
            }

            var read = Freezes;
            if (kind < 0.5)
            {
                Freezes++;
                Freeze();
            }

            KnownAfter = read;
            return new ValueTask<bool>(true);
        }
    }
}

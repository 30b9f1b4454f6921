using System.Collections.Immutable;
using System.Net;
using Orleans.Runtime;
using OrleansScaler.Grains.Fencing;
using OrleansScaler.Grains.Tests.Recovery;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Fencing;

public sealed class ClusterMembershipTests
{
    [Theory]
    [InlineData(SiloStatus.Active, SiloStatus.Active, true)]
    [InlineData(SiloStatus.ShuttingDown, SiloStatus.ShuttingDown, true)]
    [InlineData(SiloStatus.Dead, SiloStatus.Active, false)]
    [InlineData(SiloStatus.None, SiloStatus.Joining, true)]
    [InlineData(SiloStatus.None, SiloStatus.Active, false)]
    public async Task IsStillMember_InTheTable_AsTheTableSays(SiloStatus inTable, SiloStatus own, bool isMember)
    {
        var silo = SiloAddress.New(IPAddress.Loopback, 1, 1);
        var table = new Table(silo) { Current = SiloStatus.Active, Read = inTable };
        var membership = new ClusterMembership(table, new FakeSilos(silo) { CurrentStatus = own });

        Assert.Equal(isMember, await membership.IsStillMemberAsync(default).EndsAsync());
    }

    /// <summary>A reading under way is joined by the first call, and may be older than the freeze.</summary>
    [Fact]
    public async Task IsStillMember_ReadingUnderWay_ReadsOnceMore()
    {
        var silo = SiloAddress.New(IPAddress.Loopback, 1, 1);
        var table = new Table(silo) { Current = SiloStatus.Active, Read = SiloStatus.Dead, Stale = 1 };
        var membership = new ClusterMembership(table, new FakeSilos(silo));

        Assert.False(await membership.IsStillMemberAsync(default).EndsAsync());
    }

    [Fact]
    public async Task IsStillMember_TableFails_SaysSo()
    {
        var silo = SiloAddress.New(IPAddress.Loopback, 1, 1);
        var table = new Table(silo) { Fault = new IOException("no table") };
        var membership = new ClusterMembership(table, new FakeSilos(silo));

        await Assert.ThrowsAsync<IOException>(() => membership.IsStillMemberAsync(default).AsTask());
    }

    private sealed class Table(SiloAddress silo) : IClusterMembershipService
    {
        public SiloStatus Current { get; set; }

        /// <summary>What a reading finds.</summary>
        public SiloStatus Read { get; init; }

        /// <summary>Readings that bring nothing new.</summary>
        public int Stale { get; set; }

        public Exception? Fault { get; init; }

        public ClusterMembershipSnapshot CurrentSnapshot
        {
            get
            {
                var members = ImmutableDictionary<SiloAddress, ClusterMember>.Empty;
                members = Current == SiloStatus.None
                    ? members
                    : members.Add(silo, new ClusterMember(silo, Current, "silo"));
                return new ClusterMembershipSnapshot(members, new MembershipVersion(1));
            }
        }

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

        public ValueTask Refresh(MembershipVersion minimumVersion, CancellationToken cancellationToken)
        {
            if (Fault is not null)
            {
                throw Fault;
            }

            if (Stale-- <= 0)
            {
                Current = Read;
            }

            return default;
        }

        public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException();
    }
}

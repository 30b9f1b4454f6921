using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;
using Orleans.Scheduling;

namespace Orleans.Membership;

/// <summary>The members of a cluster of one silo: it is active while it runs, and no other is ever heard of.</summary>
internal sealed class SoleSilo(ILocalSiloDetails silo, SiloRuntime runtime)
    : ISiloStatusOracle, IClusterMembershipService
{
    public SiloStatus CurrentStatus => runtime.IsRunning ? SiloStatus.Active : SiloStatus.Created;

    public string SiloName => silo.Name;

    public SiloAddress SiloAddress => silo.SiloAddress;

    public ClusterMembershipSnapshot CurrentSnapshot => new(
        ImmutableDictionary<SiloAddress, ClusterMember>.Empty.Add(
            SiloAddress, new ClusterMember(SiloAddress, CurrentStatus, SiloName)),
        new MembershipVersion(1));

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates =>
        new[] { CurrentSnapshot }.ToAsyncEnumerable();

    public ValueTask Refresh(MembershipVersion minimumVersion, CancellationToken cancellationToken) => default;

    public Task<bool> TryKill(SiloAddress siloAddress) => Task.FromResult(false);

    public SiloAddress[] GetActiveSilos() => CurrentStatus == SiloStatus.Active ? [SiloAddress] : [];

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) =>
        siloAddress.Equals(SiloAddress) ? CurrentStatus : SiloStatus.None;

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive) =>
        onlyActive && CurrentStatus != SiloStatus.Active ? [] : new() { [SiloAddress] = CurrentStatus };

    public bool TryGetSiloName(SiloAddress siloAddress, [NotNullWhen(true)] out string? siloName)
    {
        siloName = siloAddress.Equals(SiloAddress) ? SiloName : null;
        return siloName is not null;
    }

    public bool IsFunctionalDirectory(SiloAddress siloAddress) => siloAddress.Equals(SiloAddress);

    public bool IsDeadSilo(SiloAddress silo) => false;

    public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer) => true;

    public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer) => true;
}

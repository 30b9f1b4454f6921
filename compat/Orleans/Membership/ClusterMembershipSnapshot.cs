using System.Collections.Immutable;

namespace Orleans.Runtime;

public sealed class ClusterMembershipSnapshot
{
    public ClusterMembershipSnapshot(ImmutableDictionary<SiloAddress, ClusterMember> members, MembershipVersion version)
    {
        Members = members;
        Version = version;
    }

    public ImmutableDictionary<SiloAddress, ClusterMember> Members { get; }

    public MembershipVersion Version { get; }

    public SiloStatus GetSiloStatus(SiloAddress silo) =>
        Members.TryGetValue(silo, out var member) ? member.Status : SiloStatus.None;
}

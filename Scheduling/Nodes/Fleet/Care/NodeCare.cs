using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes.Fleet.Care;

/// <summary>What becomes of nodes that do something wrong.</summary>
/// <remarks>
/// <code>
/// state        late                unreachable            lied         answered   its time is over
/// Healthy      Suspect             Suspect                Quarantined  –          –
/// Suspect      Suspect, longer     longer, at last lost   Quarantined  Healthy    Healthy
/// Quarantined  –                   at last lost           longer       –          Healthy
/// </code>
/// </remarks>
internal static class NodeCare
{
    /// <summary>Counts a fault and says what follows.</summary>
    public static CareVerdict Judge(FleetMember member, NodeFault fault, DateTimeOffset now, NodeFleetOptions options)
    {
        if (fault == NodeFault.Lied)
        {
            member.Lies = now >= member.LiedAt + options.LiesForgottenAfter ? 1 : member.Lies + 1;
            member.LiedAt = now;
            return new CareVerdict(
                NodeHealth.Quarantined,
                Backoff.After(member.Lies, options.QuarantineBase, options.QuarantineMaximum));
        }

        member.FaultySince = member.Faults == 0 ? now : member.FaultySince;
        member.Faults++;
        var isLost = fault == NodeFault.Unreachable && member.Faults >= options.LostAfterFaults
            && now >= member.FaultySince + options.LostAfter;
        return new CareVerdict(
            NodeHealth.Suspect, Backoff.After(member.Faults, options.SuspectBase, options.SuspectMaximum), isLost);
    }
}

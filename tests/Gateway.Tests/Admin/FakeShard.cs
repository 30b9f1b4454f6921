using System.Collections.Immutable;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Gateway.Tests.Admin;

/// <summary>A shard that tells what a test put into it, and remembers what it was told.</summary>
internal sealed class FakeShard : IPlacementGrain
{
    public ShardStatus Status { get; set; } = new() { Shard = 0 };

    /// <summary>Set: every call fails with it.</summary>
    public Exception? Broken { get; set; }

    /// <summary>Set: no call is ever answered.</summary>
    public bool IsMute { get; set; }

    public RegistrationReply Registered { get; set; } = new(JoinStatus.Joined, Registration: 42);

    public List<NodeRegistration> Registrations { get; } = [];

    public List<string> Calls { get; } = [];

    public bool KnowsLease { get; set; } = true;

    public ValueTask<ShardStatus> GetStatus() => AnswerAsync(Status);

    public ValueTask<NodeChange> Drain(string nodeId, bool isDraining)
    {
        Calls.Add($"drain {nodeId} {isDraining}");
        var node = Status.Nodes.FirstOrDefault(view => view.NodeId == nodeId);
        return AnswerAsync(
            node is null ? NodeChange.UnknownNode
            : node.IsDraining == isDraining ? NodeChange.Unchanged
            : NodeChange.Changed);
    }

    public ValueTask<RegistrationReply> Register(NodeRegistration node)
    {
        Registrations.Add(node);
        return AnswerAsync(Registered);
    }

    public ValueTask<bool> Renew(string nodeId, long registration, TimeSpan lease)
    {
        Calls.Add($"renew {nodeId} {registration} {lease.TotalSeconds} s");
        return AnswerAsync(KnowsLease);
    }

    public ValueTask<bool> Leave(string nodeId, long registration)
    {
        Calls.Add($"leave {nodeId} {registration}");
        return AnswerAsync(KnowsLease);
    }

    public ValueTask<PlacementReply> Place(PlacementCall call) => throw new NotSupportedException();

    public ValueTask Withdraw(ImmutableArray<string> tickets) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<ConfirmStatus>> Confirm(ImmutableArray<SlotConfirmation> slots) =>
        throw new NotSupportedException();

    public ValueTask Cancel(ImmutableArray<CreateFailure> failures) => throw new NotSupportedException();

    public ValueTask Release(ImmutableArray<string> slotIds) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<string>> Claim(ImmutableArray<StandingSlot> slots) =>
        throw new NotSupportedException();

    public ValueTask<ImmutableArray<string>> FindNodes(ImmutableArray<string> nodeIds) =>
        throw new NotSupportedException();

    public ValueTask<ShardLoad> GetLoad() => throw new NotSupportedException();

    private ValueTask<T> AnswerAsync<T>(T answer) =>
        IsMute ? new ValueTask<T>(new TaskCompletionSource<T>().Task)
        : Broken is { } fault ? ValueTask.FromException<T>(fault)
        : ValueTask.FromResult(answer);
}

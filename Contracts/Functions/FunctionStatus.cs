using System.Collections.Immutable;
using Orleans;

namespace OrleansScaler.Contracts.Functions;

/// <summary>One function's pool at an instant.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.FunctionStatus")]
public sealed record FunctionStatus
{
    /// <summary>Name of the policy set that decides.</summary>
    [Id(0)]
    public string Policy { get; init; } = "";

    /// <summary>Slots that are being created or inited.</summary>
    [Id(1)]
    public int Starting { get; init; }

    /// <summary>Slots lent to nobody.</summary>
    [Id(2)]
    public int Idle { get; init; }

    /// <summary>Slots lent to at least one request.</summary>
    [Id(3)]
    public int Busy { get; init; }

    /// <summary>Slots that the platform has not confirmed as destroyed.</summary>
    [Id(4)]
    public int Retiring { get; init; }

    /// <summary>Requests that wait.</summary>
    [Id(5)]
    public int Waiting { get; init; }

    /// <summary>Slots decided to be made since the pool began.</summary>
    [Id(6)]
    public long SlotsCreated { get; init; }

    /// <summary>Slots of those that are gone again.</summary>
    [Id(7)]
    public long SlotsForgotten { get; init; }

    /// <summary>The last decisions, oldest first.</summary>
    [Id(8)]
    public ImmutableArray<Decision> Decisions { get; init; } = [];

    /// <summary>Requests that one slot may run at the same time.</summary>
    [Id(9)]
    public int Concurrency { get; init; } = 1;

    /// <summary>What was learned of its runs; null where its slots are never shared.</summary>
    [Id(10)]
    public FunctionUse? Use { get; init; }

    /// <summary>Parts that share its calls; the figures are those of the part that was asked.</summary>
    [Id(11)]
    public int Parts { get; init; } = 1;

    /// <summary>Requests of those that wait whose caller asks now; the others were told to ask again.</summary>
    [Id(12)]
    public int Asking { get; init; }
}

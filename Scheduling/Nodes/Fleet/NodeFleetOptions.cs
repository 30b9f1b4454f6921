using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>Bounds and times of one shard's fleet. Section <c>Fleet</c>.</summary>
public sealed record NodeFleetOptions
{
    /// <summary>Nodes beyond which none is ordered; 2020's resource manager has 20. Nodes that join count too.</summary>
    [Range(0, 20_000)]
    public int MaximumNodes { get; init; } = 20;

    /// <summary>Nodes kept though nobody calls: one, so that the first call does not wait 15 s for a machine.</summary>
    [Range(0, 20_000)]
    public int MinimumNodes { get; init; } = 1;

    /// <summary>
    /// Nodes that may be had while the first ones are fetched: 2020's manager has 10 ready and starts one more for each
    /// that is taken. The best entries never asked for an eleventh in the opening seconds.
    /// </summary>
    [Range(1, 20_000)]
    public int OpeningNodes { get; init; } = 10;

    /// <summary>How long that holds after the first order: the manager needs up to 30 s to start a machine.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan OpeningFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What an ordered node is expected to offer: 2020's machine of 4 GB offers 3,072 MB and two cores.</summary>
    public Resources NodeShape { get; init; } = new(3_072, 2_000);

    /// <summary>What the agent takes of each node that says nothing of an agent itself. 2020's offer has it off.</summary>
    public Resources AgentOverhead { get; init; }

    /// <summary>
    /// Share of what is used that is to be free beside it, and room for the largest slot lately asked for. A tenth is
    /// what arrives while a machine starts, where load doubles in ten starts.
    /// </summary>
    [Range(0.0, 10.0)]
    public double HeadroomFraction { get; init; } = 0.1;

    /// <summary>How long the largest slot that was asked for is remembered, at least; at most twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HeadroomFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a borrowed node stands empty before it is given back: four times what it takes to get it back (15 s).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ReleaseAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>First pause after an order or a release that failed; doubles with each further failure.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan BackoffBase { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest such pause: about what a resource manager needs to have another machine ready.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan BackoffMaximum { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether nodes can be ordered; where they are configured or register themselves, nobody can.</summary>
    public bool CanOrder { get; init; } = true;

    /// <summary>
    /// Whether slots are moved off the emptiest node so that it can be given back. Off: a move costs a cold start, and
    /// a node empties by itself as its slots' keep-alive ends.
    /// </summary>
    public bool Consolidates { get; init; }

    /// <summary>
    /// Wishes that may wait. 10,000 cost about 5 MB; one more is told so at once instead of taking memory from everyone.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaximumWaiting { get; init; } = 10_000;

    /// <summary>What is left of an ordered node for slots.</summary>
    internal Resources ExpectedOffer => NodeShape.CapacityInSteps() - AgentOverhead.NeedInSteps();
}

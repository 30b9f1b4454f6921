using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>Bounds and times of one shard's fleet. Section <c>Fleet</c>.</summary>
public sealed record NodeFleetOptions
{
    /// <summary>
    /// Nodes beyond which none is ordered; 2020's resource manager has 20. Nodes that join count too.
    /// </summary>
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

    /// <summary>
    /// What an ordered node is expected to offer: 2020's machine of 4 GB offers 3,072 MB and two cores.
    /// </summary>
    public Resources NodeShape { get; init; } = new(3_072, 2_000);

    /// <summary>
    /// What the agent takes of each node that says nothing of an agent itself. 2020's offer has it off.
    /// </summary>
    public Resources AgentOverhead { get; init; }

    /// <summary>
    /// Share of what is used that is to be free beside it, and room for the largest slot lately asked for. A tenth is
    /// what arrives while a machine starts, where load doubles in ten starts. 0: nothing is kept free.
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

    /// <summary>
    /// Longest time an order may be without an answer, far beyond the 30 s that a machine takes; then it has failed,
    /// and a node that comes all the same is taken.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan OrderFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Failures after which a node is not tried to be given back any more: with the pauses above, after about two
    /// minutes. Its manager is gone, or does not know it.
    /// </summary>
    [Range(1, 1_000)]
    public int MaximumReleaseTries { get; init; } = 12;

    /// <summary>Whether nodes can be ordered; where they are configured or register themselves, nobody can.</summary>
    public bool CanOrder { get; init; } = true;

    /// <summary>
    /// Whether slots are moved off the emptiest node so that it can be given back. Off: a move costs a cold start, and
    /// a node empties by itself as its slots' keep-alive ends.
    /// </summary>
    public bool Consolidates { get; init; }

    /// <summary>How often it is asked whether the emptiest node can be emptied.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ConsolidateEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Node time that one moved slot must save: a cold start of about 0.8 s, weighed some ten times, since somebody may
    /// wait for it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MoveCost { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Node time that is saved at best: for so long nobody knows that the node will not be needed again.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MoveSaves { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Wishes that may wait. 10,000 cost about 5 MB; one more is told so at once instead of taking memory from
    /// everyone.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaximumWaiting { get; init; } = 10_000;

    /// <summary>
    /// Placements of other functions after which a wish that fits nowhere is waited for: one node, the one with most of
    /// the room it needs, takes nothing else until it does. So small slots do not starve a large one.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaximumBypass { get; init; } = 32;

    /// <summary>
    /// First time that a late or unreachable node takes no new slots; doubles with each fault in a row.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan SuspectBase { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan SuspectMaximum { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Faults in a row after which a node that cannot be reached is lost.</summary>
    [Range(1, 1_000)]
    public int LostAfterFaults { get; init; } = 5;

    /// <summary>And how long the row must last: a node's service that restarts is back within seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First quarantine of a node that lied; doubles with each further lie.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan QuarantineBase { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest quarantine.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan QuarantineMaximum { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after its last lie a node is believed as if it had told none.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan LiesForgottenAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Pause before room is sought again; doubles while nobody has idle slots to give.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan SeekPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest such pause: idle slots appear as fast as calls end.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan SeekPauseMaximum { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time without <c>RoomMade</c>; then it counts as in vain.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan SeekFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Slots that room is sought for at once: a few at a time, so that what ends by itself is not paid for.
    /// </summary>
    [Range(1, 10_000)]
    public int SeekAtOnce { get; init; } = 16;

    /// <summary>What is left of an ordered node for slots.</summary>
    internal Resources ExpectedOffer =>
        Resources.Max(NodeShape.CapacityInSteps() - AgentOverhead.NeedInSteps(), Resources.Zero);

    /// <summary>What ranges cannot say: relations between the values.</summary>
    /// <returns>One sentence for each relation that does not hold; none when all do.</returns>
    public IEnumerable<string> FindContradictions()
    {
        if (MinimumNodes > MaximumNodes)
        {
            yield return $"Fleet:MinimumNodes is {MinimumNodes}; it may be at most Fleet:MaximumNodes, {MaximumNodes}.";
        }

        if (!NodeShape.IsSensible || !AgentOverhead.IsSensible || !AgentOverhead.FitsIn(NodeShape))
        {
            yield return $"Fleet:AgentOverhead is {AgentOverhead}; it may be at most Fleet:NodeShape, {NodeShape}.";
        }

        if (BackoffBase > BackoffMaximum)
        {
            yield return
                $"Fleet:BackoffBase is {BackoffBase}; it may be at most Fleet:BackoffMaximum, {BackoffMaximum}.";
        }
    }
}

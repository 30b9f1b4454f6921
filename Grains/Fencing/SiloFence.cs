namespace OrleansScaler.Grains.Fencing;

/// <summary>
/// Keeps a silo that was frozen from lending instances that another silo owns by now. A process that is stopped and
/// goes on lives about two seconds before it learns that the others gave it up; in that time every event of its grains
/// has to wait here.
/// </summary>
/// <param name="membership">Tells whether this silo still counts.</param>
public sealed class SiloFence(IMembership membership)
{
    private volatile bool _isOpen = true;

    /// <summary>Whether events may pass now. Costs a reading of the monotonic clock.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Waits until events may pass; for ever in a silo that does not count any more.</summary>
    public async ValueTask PassAsync()
    {
        while (!_isOpen)
        {
            _isOpen = await membership.IsStillMemberAsync(CancellationToken.None);
        }
    }
}

using OrleansScaler.Contracts.Clusters;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Assignments;

/// <summary>
/// Remembers who holds what, for owners of slots that have lost it: told when a function answers as another owner than
/// before, and all of it when a silo is lost. Off where gateway and silo die together, and then without any cost.
/// </summary>
internal sealed class AssignmentWatch : IDisposable
{
    /// <summary>As long as a pool waits for an Idle beyond the function's time-out.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(1);

    /// <summary>How long an instance of a function without a time-out may be held and still be announced.</summary>
    private static readonly TimeSpan s_longestUnbounded = TimeSpan.FromMinutes(15);

    private readonly bool _isOn;
    private readonly HeldAssignments _held;
    private readonly HeldAnnouncer _announcer;
    private readonly IClusterChanges _changes;
    private readonly TimeProvider _time;

    /// <summary>One for the process.</summary>
    /// <param name="options">Whether it is on.</param>
    /// <param name="held">Who holds what.</param>
    /// <param name="announcer">Tells owners.</param>
    /// <param name="changes">Tells of lost silos.</param>
    /// <param name="instruments">Shows how much is held.</param>
    /// <param name="time">Tells when an assignment is over.</param>
    public AssignmentWatch(
        GatewayOptions options,
        HeldAssignments held,
        HeldAnnouncer announcer,
        IClusterChanges changes,
        HeldInstruments instruments,
        TimeProvider time)
    {
        _isOn = options.Announces;
        _held = held;
        _announcer = announcer;
        _changes = changes;
        _time = time;
        if (_isOn)
        {
            instruments.Watch(() => held.Count);
            changes.SiloLost += TellAll;
        }
    }

    /// <summary>A request got an instance, and is about to be told.</summary>
    public void Granted(string function, AssignRequest ask, AssignReply reply)
    {
        if (!_isOn)
        {
            return;
        }

        var run = ask.Timeout > TimeSpan.Zero ? ask.Timeout + s_grace : s_longestUnbounded;
        var held = new HeldInstance(ask.RequestId, reply.InstanceId!, ask.Attempt);
        if (_held.Note(function, held, _time.GetUtcNow() + run, reply.Epoch))
        {
            _announcer.Announce(function);
        }
    }

    /// <summary>A function told a request to ask again.</summary>
    public void Saw(string function, long epoch)
    {
        if (_isOn && _held.Saw(function, epoch))
        {
            _announcer.Announce(function);
        }
    }

    /// <summary>An instance was given back, and its owner knows.</summary>
    public void GaveBack(IdleRequest idle)
    {
        if (_isOn)
        {
            _held.Forget(idle.RequestId, idle.InstanceId);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _changes.SiloLost -= TellAll;

    private void TellAll()
    {
        foreach (var function in _held.ReadFunctions())
        {
            _announcer.Announce(function);
        }
    }
}

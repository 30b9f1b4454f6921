using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Shells;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// One shard's nodes, as they are stored. Written behind, all that came and went in a turn together. Used in its
/// grain's turns only.
/// </summary>
internal sealed partial class ShardBook
{
    private readonly OwnedRecord<ShardLedger> _record;
    private readonly LedgerServices _services;
    private readonly ILogger _logger;
    private Func<List<NodeRecord>> _describe = () => [];
    private Action _lost = () => { };
    private int _shard;

    /// <summary>Nothing is read yet.</summary>
    /// <param name="store">The store.</param>
    /// <param name="services">How patiently to store.</param>
    /// <param name="background">Keeps writes in sight.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Says what fails.</param>
    public ShardBook(
        IPersistentState<ShardLedger> store,
        LedgerServices services,
        BackgroundWork background,
        TimeProvider time,
        ILogger logger)
    {
        _services = services;
        _logger = logger;
        _record = new OwnedRecord<ShardLedger>(store, services, background, time)
        {
            Version = ShardLedger.CurrentVersion,
            Describe = Describe,
            Failed = (fault, failures) => LogWriteFailed(fault, _shard, failures),
            Lost = HaveConflict,
            WaitsForTurn = true,
        };
    }

    /// <summary>Whether another activation has the shard by now. This one must touch no node again.</summary>
    public bool IsLost => _record.IsLost;

    /// <summary>Whether what the store has is not known yet.</summary>
    public bool IsUnread => _record.IsUnread;

    /// <summary>Takes what the store had at the activation.</summary>
    /// <param name="shard">The shard's number.</param>
    /// <param name="describe">Tells its nodes when they are written.</param>
    /// <param name="lost">Told once another activation is seen to have the shard.</param>
    /// <returns>The nodes that were stored; none while <see cref="IsUnread"/>.</returns>
    /// <exception cref="LedgerRefusedException">The record is of a newer version.</exception>
    public IReadOnlyList<NodeRecord> Open(int shard, Func<List<NodeRecord>> describe, Action lost)
    {
        (_shard, _describe, _lost) = (shard, describe, lost);
        return _record.Open($"The nodes of shard {shard}")?.Nodes ?? [];
    }

    /// <summary>Reads until the store answers.</summary>
    /// <returns>As <see cref="Open"/>.</returns>
    public async Task<IReadOnlyList<NodeRecord>> ReadAsync() => (await _record.ReadAsync())?.Nodes ?? [];

    /// <summary>A node came or went, or became known better.</summary>
    public void Note()
    {
        if (_services.IsOn)
        {
            _record.Writer.Note();
        }
    }

    /// <summary>The last word of this owner: what is not stored yet.</summary>
    /// <param name="atMost">The longest wait for the store.</param>
    /// <param name="cancellationToken">Ends it sooner.</param>
    /// <returns>Whether that is so, as far as the shard has this owner.</returns>
    public async Task<bool> CloseAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        IsLost || IsUnread || await _record.Writer.FlushAsync(atMost, cancellationToken);

    private ShardLedger Describe() => new()
    {
        Version = ShardLedger.CurrentVersion,
        Epoch = _record.Epoch,
        Nodes = _describe(),
    };

    private void HaveConflict(Exception fault, long other)
    {
        LogConflict(fault, _shard, _record.Epoch, other);
        _lost();
    }
}

using System.Globalization;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Cells.Machines;

/// <summary>
/// Lends nodes: some are ready at the start, each reservation starts another as long as there are any, a released one
/// starts anew. Ready ones go out in the order of their names.
/// </summary>
internal sealed class CellResourceManager
{
    private readonly CellAgenda _agenda;
    private readonly MachineModel _model;
    private readonly SortedSet<int> _ready = [];
    private readonly int[] _uses;
    private readonly SortedDictionary<NodeId, Lent> _lent = [];
    private SeededRandom _random;
    private int _started;
    private long _usedTicks;

    /// <summary>Makes one with its first nodes ready.</summary>
    /// <param name="agenda">The cell's clock.</param>
    /// <param name="model">What nodes are, and how many.</param>
    /// <param name="random">Draws how long reservations take.</param>
    public CellResourceManager(CellAgenda agenda, MachineModel model, SeededRandom random)
    {
        _agenda = agenda;
        _model = model;
        _random = random;
        _uses = new int[model.MaximumNodes];
        while (_started < model.ReadyNodes)
        {
            _ready.Add(_started++);
        }
    }

    /// <summary>Nodes lent now.</summary>
    public int Count => _lent.Count;

    /// <summary>The most that were lent at once.</summary>
    public int Peak { get; private set; }

    /// <summary>Reservations that were answered with a node.</summary>
    public int Reservations { get; private set; }

    /// <summary>Reservations that were refused.</summary>
    public int Refusals { get; private set; }

    /// <summary>The name of a machine.</summary>
    /// <param name="machine">Its number, from 0.</param>
    public static NodeId NameOf(int machine) =>
        new(string.Create(CultureInfo.InvariantCulture, $"node-{machine + 1:00}"));

    /// <summary>A node that is lent and whose lender knows it; null otherwise.</summary>
    public CellNode? Find(NodeId node) =>
        _lent.TryGetValue(node, out var lent) && lent.IsAnswered ? lent.Node : null;

    /// <summary>
    /// Borrows a node. It is lent, and paid for, from now on; the callback gets it within
    /// <see cref="MachineModel.ReserveAtMost"/>, or null at once when none is ready.
    /// </summary>
    public void Reserve(Action<CellNode?> done)
    {
        if (_ready.Count == 0)
        {
            Refusals++;
            _agenda.After(TimeSpan.Zero, CellEventKind.Answer, () => done(null));
            return;
        }

        var machine = _ready.Min;
        _ready.Remove(machine);
        var node = new CellNode(_agenda, _model, NameOf(machine), ++_uses[machine]);
        var lent = new Lent(node, machine, _agenda.Now);
        _lent.Add(node.Id, lent);
        Reservations++;
        Peak = Math.Max(Peak, _lent.Count);
        StartAnother();
        _agenda.After(_model.ReserveAtMost * _random.NextUnit(), CellEventKind.Answer, () => Answer(lent, done));
    }

    /// <summary>Gives a node back. False when it is not lent.</summary>
    public bool Release(NodeId node)
    {
        if (Find(node) is not { } found)
        {
            return false;
        }

        _lent.Remove(node, out var lent);
        _usedTicks += _agenda.Now - lent!.Since;
        found.Close();
        MakeReady(lent.Machine);
        return true;
    }

    /// <summary>Node time from reservations to releases, or to now where nodes are still lent.</summary>
    public TimeSpan UsedTime() =>
        TimeSpan.FromTicks(_usedTicks + _lent.Values.Sum(lent => _agenda.Now - lent.Since));

    private void StartAnother()
    {
        if (_started < _model.MaximumNodes)
        {
            MakeReady(_started++);
        }
    }

    private void MakeReady(int machine) =>
        _agenda.After(_model.NodeStart, CellEventKind.Answer, () => _ready.Add(machine));

    private static void Answer(Lent lent, Action<CellNode?> done)
    {
        lent.IsAnswered = true;
        done(lent.Node);
    }

    private sealed class Lent(CellNode node, int machine, long since)
    {
        public CellNode Node { get; } = node;

        public int Machine { get; } = machine;

        public long Since { get; } = since;

        public bool IsAnswered { get; set; }
    }
}

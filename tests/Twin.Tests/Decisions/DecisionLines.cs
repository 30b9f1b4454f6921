using System.Globalization;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Twin.Tests.Decisions;

/// <summary>
/// Decisions as lines that both sides write alike: slots are numbered by the order of their creation, requests by the
/// order of their arrival, per function. Lines of one instant are ordered by function.
/// </summary>
internal sealed class DecisionLines(DateTimeOffset start)
{
    private readonly List<(DateTimeOffset At, int Function, string Text)> _lines = [];
    private readonly Dictionary<(int Function, string Slot), int> _slots = [];
    private readonly Dictionary<int, int> _created = [];

    public IReadOnlyList<string> Lines =>
        [.. _lines.OrderBy(line => line.At).ThenBy(line => line.Function).Select(line => line.Text)];

    public void Add(DateTimeOffset at, int function, string action, Reason reason, (string? Slot, int? Request) about)
    {
        var seconds = (at - start).TotalSeconds.ToString("0.000####", CultureInfo.InvariantCulture);
        var slot = about.Slot is { } id ? $" slot {NumberOf(function, id)}" : "";
        var request = about.Request is { } number ? $" request {number}" : "";
        _lines.Add((at, function, $"{seconds,12} f{function} {action} {reason}{slot}{request}"));
    }

    /// <summary>A slot is first heard of when it is to be made.</summary>
    private int NumberOf(int function, string slot)
    {
        if (!_slots.TryGetValue((function, slot), out var number))
        {
            number = _created.GetValueOrDefault(function) + 1;
            _created[function] = number;
            _slots.Add((function, slot), number);
        }

        return number;
    }
}

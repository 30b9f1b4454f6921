namespace OrleansScaler.Grains.Functions;

/// <summary>
/// Numbers for function keys, none used twice. A bounded count of them: the function that was not called for longest
/// makes room.
/// </summary>
/// <param name="maximum">Keys known at most.</param>
internal sealed class CompanionNumbers(int maximum = CompanionNumbers.DefaultMaximum)
{
    /// <summary>At 0.6 kB each with what is learned of them, 12 MB.</summary>
    public const int DefaultMaximum = 20_000;

    private readonly Dictionary<string, LinkedListNode<(string Key, int Number)>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _keys = [];
    private readonly LinkedList<(string Key, int Number)> _byLastUse = new();
    private int _given;

    /// <summary>The key's number, given now if it has none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="forgotten">The number that went to make room; null when none had to.</param>
    public int Of(string key, out int? forgotten)
    {
        forgotten = null;
        if (_byKey.TryGetValue(key, out var known))
        {
            _byLastUse.Remove(known);
            _byLastUse.AddLast(known);
            return known.Value.Number;
        }

        if (_byKey.Count == maximum)
        {
            forgotten = ForgetOldest();
        }

        var number = _given++;
        _byKey.Add(key, _byLastUse.AddLast((key, number)));
        _keys.Add(number, key);
        return number;
    }

    /// <summary>The key of a number; null when it was forgotten.</summary>
    public string? KeyOf(int number) => _keys.GetValueOrDefault(number);

    private int ForgetOldest()
    {
        var (key, number) = _byLastUse.First!.Value;
        _byLastUse.RemoveFirst();
        _byKey.Remove(key);
        _keys.Remove(number);
        return number;
    }
}

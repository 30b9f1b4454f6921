using System.Globalization;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Contracts.Functions;

/// <summary>
/// The parts that share the calls of a hot function: each has a grain, slots and a ledger record of its own. Part 0 has
/// the function's key and decides how many there are; the others have the key with the part's number behind it. An
/// instance's id tells its part, so that it finds home however many parts there are by then.
/// </summary>
public static class FunctionParts
{
    /// <summary>Stands between a function's key and the part's number; no function's key may contain it.</summary>
    public const char Separator = '\u001f';

    /// <summary>Parts that any function may have. A power of two, as every number of parts is.</summary>
    public const int Maximum = 64;

    private const char Mark = 'p';
    private const char MarkEnd = '.';

    /// <summary>The key of a part's grain.</summary>
    /// <param name="function">The function's key.</param>
    /// <param name="part">From 0.</param>
    public static string KeyOf(string function, int part) =>
        part == 0 ? function : string.Create(CultureInfo.InvariantCulture, $"{function}{Separator}{part}");

    /// <summary>The key of the grain that an instance belongs to.</summary>
    public static string KeyOfInstance(string function, string instanceId) =>
        KeyOf(function, PartOfInstance(instanceId));

    /// <summary>The function's key, from that of any of its parts.</summary>
    public static string FunctionOf(string key)
    {
        var end = key.IndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? key : key[..end];
    }

    /// <summary>The part's number, from the key of its grain.</summary>
    public static int PartOf(string key) =>
        key.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var end ? Read(key.AsSpan(end + 1)) : 0;

    /// <summary>What the ids of a part's slots begin with, such as <c>p3.</c>; nothing for part 0.</summary>
    public static string PrefixOf(int part) =>
        part == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Mark}{part}{MarkEnd}");

    /// <summary>The part that an instance belongs to; 0 for an id that none of ours made.</summary>
    public static int PartOfInstance(string instanceId)
    {
        if (instanceId.Length == 0 || instanceId[0] != Mark)
        {
            return 0;
        }

        var end = instanceId.IndexOf(MarkEnd, StringComparison.Ordinal);
        return end < 0 ? 0 : Read(instanceId.AsSpan(1, end - 1));
    }

    /// <summary>
    /// The part that serves a request. Of twice as many parts, half of each one's requests stay with it.
    /// </summary>
    /// <param name="requestId">The request.</param>
    /// <param name="parts">How many parts there are; a power of two.</param>
    public static int PartOfRequest(string requestId, int parts)
    {
        // Folded: the lowest bits of this hash know only the lowest bits of the characters.
        var hash = StableHash.Of32(requestId);
        hash ^= hash >> 16;
        return (int)(hash & (uint)(parts - 1));
    }

    /// <summary>The least number of parts with which there is a part of this number.</summary>
    public static int FewestWith(int part)
    {
        var parts = 1;
        while (parts <= part)
        {
            parts *= 2;
        }

        return parts;
    }

    /// <summary>Callers send ids: whatever names no part is none, so that nobody makes grains without end.</summary>
    private static int Read(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part < Maximum ? part : 0;
}

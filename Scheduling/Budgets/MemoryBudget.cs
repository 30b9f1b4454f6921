namespace OrleansScaler.Scheduling.Budgets;

/// <summary>
/// One memory budget over the slots of many functions. Its members report what they hold and what their coldest idle
/// slot is worth; while they hold more than there is, it names who has to give one up: whose slot is worth least, equal
/// ones by their members' names. The clock is the worth of the last one named, which is how FaasCache lets worth age
/// (Fuerst and Sharma, ASPLOS 2021).
/// </summary>
/// <remarks>
/// It takes idle slots only and refuses no call: where everything is busy or starting, more is held than there is, and
/// the run's peak memory says how much more. Reporting takes constant time, naming one walk over the members.
/// </remarks>
/// <param name="maximumMegabytes">How much there is, in MB, more than 0.</param>
public sealed class MemoryBudget(double maximumMegabytes)
{
    // Sums of fractional sizes that come and go differ in their last digits; a byte more or less is no pressure.
    private const double ToleranceMegabytes = 1e-6;

    private readonly List<double> _live = [];
    private readonly List<double?> _priorities = [];
    private readonly List<string> _names = [];
    private readonly Stack<int> _left = new();

    /// <summary>How much there is, in MB.</summary>
    public double MaximumMegabytes => maximumMegabytes;

    /// <summary>What all members hold, in MB.</summary>
    public double LiveMegabytes { get; private set; }

    /// <summary>What the last slot named was worth, and never less than the ones before; 0 at first.</summary>
    public double Clock { get; private set; }

    /// <summary>Whether more is held than there is.</summary>
    public bool IsOver => LiveMegabytes > maximumMegabytes + ToleranceMegabytes;

    /// <summary>Takes in a member that holds nothing yet.</summary>
    /// <param name="name">
    /// Its name, which settles who goes first of equals: the order of joining would differ from run to run.
    /// </param>
    /// <returns>Its number: one that is free.</returns>
    public int Join(string name)
    {
        if (_left.TryPop(out var number))
        {
            _names[number] = name;
            return number;
        }

        _live.Add(0);
        _priorities.Add(null);
        _names.Add(name);
        return _live.Count - 1;
    }

    /// <summary>Lets a member go, with what it held.</summary>
    /// <param name="member">Its number, which another one may get.</param>
    public void Leave(int member)
    {
        Report(member, 0, null);
        _left.Push(member);
    }

    /// <summary>What a member holds from now on.</summary>
    /// <param name="member">Its number.</param>
    /// <param name="liveMegabytes">Memory in MB of all its slots.</param>
    /// <param name="priority">What its coldest idle slot is worth; null while there is none that may go.</param>
    public void Report(int member, double liveMegabytes, double? priority)
    {
        LiveMegabytes += liveMegabytes - _live[member];
        _live[member] = liveMegabytes;
        _priorities[member] = priority;
    }

    /// <summary>Who has to give up its coldest idle slot.</summary>
    /// <returns>
    /// A member, not named again before it reported again; null while everything fits or no idle slot may go.
    /// </returns>
    public int? NextVictim()
    {
        if (!IsOver)
        {
            return null;
        }

        int? victim = null;
        var least = double.PositiveInfinity;
        for (var member = 0; member < _priorities.Count; member++)
        {
            if (_priorities[member] is { } priority && (victim is not { } before || GoesBefore(member, before)))
            {
                (victim, least) = (member, priority);
            }
        }

        if (victim is { } named)
        {
            _priorities[named] = null;
            Clock = Math.Max(Clock, least);
        }

        return victim;
    }

    private bool GoesBefore(int member, int other)
    {
        var byWorth = _priorities[member]!.Value.CompareTo(_priorities[other]!.Value);
        return byWorth < 0 || (byWorth == 0 && string.CompareOrdinal(_names[member], _names[other]) < 0);
    }
}

namespace OrleansScaler.Grains.Budgets;

/// <summary>What a silo's memory budget knows of one function. The function publishes; the budget reads.</summary>
/// <param name="function">The function's key.</param>
internal sealed class BudgetSeat(string function)
{
    private double _priority = double.NaN;

    public string Function => function;

    /// <summary>Its number in the budget; below 0 while it holds nothing. Guarded by the budget's lock.</summary>
    public int Member { get; set; } = -1;

    /// <summary>Memory in MB of its slots, as told last. Written by its function, under the budget's lock.</summary>
    public double LiveMegabytes { get; set; }

    /// <summary>Memory in MB of one of its slots. Guarded by the budget's lock.</summary>
    public double SlotMegabytes { get; set; }

    /// <summary>Whether it was asked for a slot and has not answered. Guarded by the budget's lock.</summary>
    public bool IsAsked { get; set; }

    /// <summary>What its coldest idle slot is worth; null while none may go. Read without a lock.</summary>
    public double? Priority => Volatile.Read(ref _priority) is var priority && double.IsNaN(priority) ? null : priority;

    /// <summary>Says what its coldest idle slot is worth, without a lock.</summary>
    /// <returns>Whether it has one now and had none before.</returns>
    public bool Publish(double? priority)
    {
        var now = priority ?? double.NaN;
        if (now.Equals(_priority))
        {
            return false;
        }

        // A fence: the budget sees this worth, or this function sees that the budget is over. Never neither.
        return double.IsNaN(Interlocked.Exchange(ref _priority, now)) && priority is not null;
    }
}

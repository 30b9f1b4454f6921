using System.Globalization;

namespace OrleansScaler.Scheduling.Policies.Rules;

/// <summary>A memory budget is over all functions, so there can be no two of them in one book.</summary>
internal sealed class BudgetCheck
{
    private PolicySet? _first;

    /// <summary>Looks at one more set.</summary>
    /// <returns>What is wrong with its budget; null when nothing is.</returns>
    public string? Add(PolicySet set)
    {
        if (set.BudgetMegabytes is not { } megabytes)
        {
            return null;
        }

        _first ??= set;
        return _first.BudgetMegabytes.Equals(megabytes)
            ? null
            : $"'{set.Name}' has a memory budget of {Text(megabytes)} MB, but '{_first.Name}' one of "
                + $"{Text(_first.BudgetMegabytes!.Value)} MB; there is one budget over all functions.";
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Contracts.Spares;

/// <summary>The key of a <see cref="ISparePoolGrain"/>: the memory of its slots, the same text everywhere.</summary>
public static class SpareSize
{
    /// <summary>
    /// Starts the name of spares in the index of functions with slots. No function's key has the separator at its
    /// beginning, nor has that of a part.
    /// </summary>
    private static readonly string s_indexPrefix = $"{FunctionParts.Separator}spares";

    /// <summary>The key for a size.</summary>
    /// <param name="megabytes">Memory of a slot in MB.</param>
    public static string KeyOf(double megabytes) => megabytes.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The size of a key, in MB.</summary>
    /// <param name="key">Made by <see cref="KeyOf"/>.</param>
    /// <exception cref="FormatException">It was not.</exception>
    public static double Of(string key) => double.Parse(key, CultureInfo.InvariantCulture);

    /// <summary>What the index of functions with slots calls the spares.</summary>
    /// <param name="key">Made by <see cref="KeyOf"/>.</param>
    public static string IndexNameOf(string key) => s_indexPrefix + key;

    /// <summary>The key of spares, from their name in the index; null for the name of a function.</summary>
    /// <param name="name">A name in the index.</param>
    public static string? KeyOfIndexed(string name) =>
        name.StartsWith(s_indexPrefix, StringComparison.Ordinal) ? name[s_indexPrefix.Length..] : null;
}

using System.Globalization;

namespace OrleansScaler.Contracts.Spares;

/// <summary>The key of a <see cref="ISparePoolGrain"/>: the memory of its slots, the same text everywhere.</summary>
public static class SpareSize
{
    /// <summary>The key for a size.</summary>
    /// <param name="megabytes">Memory of a slot in MB.</param>
    public static string KeyOf(double megabytes) => megabytes.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The size of a key, in MB.</summary>
    /// <param name="key">Made by <see cref="KeyOf"/>.</param>
    /// <exception cref="FormatException">It was not.</exception>
    public static double Of(string key) => double.Parse(key, CultureInfo.InvariantCulture);
}

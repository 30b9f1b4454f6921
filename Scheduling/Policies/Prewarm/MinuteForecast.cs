namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>Says what the next minute brings. Pure.</summary>
/// <param name="peaks">Highest concurrency of each past minute, oldest first, at most 120.</param>
/// <returns>That of the minute after, at least 0; not-a-number for "don't know".</returns>
public delegate double MinuteForecast(ReadOnlySpan<double> peaks);

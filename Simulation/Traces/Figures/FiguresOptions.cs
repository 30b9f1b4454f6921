namespace OrleansScaler.Simulation.Traces.Figures;

/// <summary>What the figures of contest data set 3 do not say themselves.</summary>
internal sealed record FiguresOptions
{
    /// <summary>From the first to the last request, as published.</summary>
    public TimeSpan Span { get; init; } = TimeSpan.FromMinutes(68);

    /// <summary>Requests of all functions, as published.</summary>
    public long Requests { get; init; } = 436_546;
}

namespace OrleansScaler.Simulation.Traces.Figures;

/// <summary>Quartiles of a function's idle gaps, in milliseconds, in rising order.</summary>
/// <param name="Lower">A quarter of the gaps is at most this.</param>
/// <param name="Middle">Half of them.</param>
/// <param name="Upper">Three quarters of them.</param>
internal readonly record struct IdleQuartiles(double Lower, double Middle, double Upper);

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>Memory as the wire counts it.</summary>
internal static class Bytes
{
    private const double PerMegabyte = 1L << 20;

    public static long Of(double megabytes) => (long)Math.Round(Math.Max(0, megabytes) * PerMegabyte);

    public static double ToMegabytes(long bytes) => bytes / PerMegabyte;
}

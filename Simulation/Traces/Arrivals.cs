using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Traces;

/// <summary>Spreads the calls of one function over one minute.</summary>
internal static class Arrivals
{
    /// <summary>Fills <paramref name="offsets"/> with as many moments of a minute, in order of time.</summary>
    public static void Fill(Span<TimeSpan> offsets, ArrivalPattern pattern, ref SeededRandom random)
    {
        switch (pattern)
        {
            case ArrivalPattern.Equidistant:
                FillEquidistant(offsets);
                break;
            case ArrivalPattern.Uniform:
                FillUniform(offsets, ref random);
                break;
            case ArrivalPattern.Exponential:
                FillExponential(offsets, ref random);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(pattern), pattern, "no such pattern");
        }
    }

    private static void FillEquidistant(Span<TimeSpan> offsets)
    {
        for (var k = 0; k < offsets.Length; k++)
        {
            offsets[k] = OfMinute((k + 0.5) / offsets.Length);
        }
    }

    private static void FillUniform(Span<TimeSpan> offsets, ref SeededRandom random)
    {
        for (var k = 0; k < offsets.Length; k++)
        {
            offsets[k] = OfMinute(random.NextUnit());
        }

        offsets.Sort();
    }

    /// <summary>
    /// n gaps for n calls. Starting every function on the minute would make them all arrive together, so the first gap
    /// begins at a random phase of itself and what was cut off stands at the minute's end.
    /// </summary>
    private static void FillExponential(Span<TimeSpan> offsets, ref SeededRandom random)
    {
        var phase = random.NextUnit();
        Span<double> ends = offsets.Length <= 256 ? stackalloc double[offsets.Length] : new double[offsets.Length];
        var sum = 0.0;
        var cut = 0.0;
        for (var k = 0; k < ends.Length; k++)
        {
            var gap = random.NextExponential();
            cut = k == 0 ? phase * gap : cut;
            sum += gap;
            ends[k] = sum - cut;
        }

        for (var k = 0; k < ends.Length; k++)
        {
            offsets[k] = OfMinute(sum > 0 ? ends[k] / sum : 0);
        }
    }

    /// <summary>Rounded to a tick; a share that would round up to the next minute stays in this one.</summary>
    private static TimeSpan OfMinute(double share) =>
        TimeSpan.FromTicks(Math.Min((long)Math.Round(share * TimeSpan.TicksPerMinute), TimeSpan.TicksPerMinute - 1));
}

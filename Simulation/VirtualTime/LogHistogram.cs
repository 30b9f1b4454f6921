using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>
/// Counts numbers of at least 0 in buckets of equal ratio: every power of two is cut into 64 parts, so a percentile is
/// at most 1/64 above the truth. Below 2⁻²⁴ counts as 0, above 2⁴⁰ as that.
/// </summary>
internal sealed class LogHistogram
{
    private const int PartBits = 6;
    private const int MantissaBits = 52;
    private const int LeastExponent = -24;
    private const int MostExponent = 40;

    // The upper bits of a double are its exponent and the first bits of its mantissa: already the bucket's number.
    private const long Offset = (1023L + LeastExponent) << PartBits;

    private readonly long[] _buckets = new long[((MostExponent - LeastExponent) << PartBits) + 1];
    private long _count;

    public void Add(double value, long times = 1)
    {
        var bucket = (BitConverter.DoubleToInt64Bits(value) >> (MantissaBits - PartBits)) - Offset + 1;
        _buckets[Math.Clamp(bucket, 0, _buckets.Length - 1)] += times;
        _count += times;
    }

    /// <summary>The cumulative distribution at <see cref="Curve.Shares"/>.</summary>
    public IReadOnlyList<CurvePoint> Curve()
    {
        var points = new List<CurvePoint>();
        var (bucket, passed) = (0, _count > 0 ? _buckets[0] : 0);
        foreach (var share in Scorecards.Curve.Shares)
        {
            var rank = Math.Max(1, (long)Math.Ceiling(share * _count));
            while (passed < rank && bucket < _buckets.Length - 1)
            {
                passed += _buckets[++bucket];
            }

            points.Add(new CurvePoint(LowerEnd(bucket), share));
        }

        return _count > 0 ? points : [];
    }

    /// <summary>The lower end: 1 stays 1, which is the slowdown of most calls.</summary>
    private static double LowerEnd(int bucket) =>
        bucket == 0 ? 0 : BitConverter.Int64BitsToDouble((bucket - 1 + Offset) << (MantissaBits - PartBits));
}

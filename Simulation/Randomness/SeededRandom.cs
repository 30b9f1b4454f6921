using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Simulation.Randomness;

/// <summary>
/// A small random source (SplitMix64) that gives the same numbers for a seed on every machine and in every version of
/// the runtime, which the library's own does not promise. A struct: pass it by reference, a copy repeats itself.
/// </summary>
public struct SeededRandom
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">Names the sequence.</param>
    public SeededRandom(ulong seed) => _state = seed;

    /// <summary>
    /// Starts the sequence of one item of a seeded whole, so that an item's numbers do not depend on which other items
    /// were drawn before it.
    /// </summary>
    /// <param name="seed">Names the whole.</param>
    /// <param name="item">Names the item.</param>
    /// <param name="part">Names a part of the item.</param>
    public static SeededRandom For(ulong seed, ulong item, ulong part) =>
        new(Mix(seed ^ Mix(item ^ Mix(part + Increment))));

    /// <summary>A stable 64-bit number for a name (FNV-1a over its UTF-16 units).</summary>
    /// <param name="name">The name.</param>
    public static ulong NameOf(ReadOnlySpan<char> name) => StableHash.Of64(name);

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        _state += Increment;
        return Mix(_state);
    }

    /// <summary>A number in [0, 1), from the upper 53 bits.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from the exponential distribution of mean 1.</summary>
    public double NextExponential() => -Math.Log(1.0 - NextUnit());

    /// <summary>
    /// A number from the normal distribution of mean 0 and deviation 1: one of Box and Muller's pair (1958).
    /// </summary>
    public double NextNormal() => Math.Sqrt(2 * NextExponential()) * Math.Cos(2 * Math.PI * NextUnit());

    /// <summary>A number from the lognormal distribution of median 1.</summary>
    /// <param name="sigma">Deviation of its logarithm.</param>
    public double NextLognormal(double sigma) => Math.Exp(sigma * NextNormal());

    /// <summary>A number of 1 or more from the Pareto distribution: the share above x is x^-shape.</summary>
    /// <param name="shape">The tail's exponent, above 0; 1 or less has no mean.</param>
    public double NextPareto(double shape) => Math.Exp(NextExponential() / shape);

    /// <summary>
    /// A number from the gamma distribution of scale 1: mean and variance are the shape (Marsaglia and Tsang, ACM TOMS
    /// 26(3), 2000).
    /// </summary>
    /// <param name="shape">Its shape, above 0.</param>
    public double NextGamma(double shape)
    {
        // The method needs a shape of 1 or more; a smaller one is the next larger one's, times a power of a share.
        var boost = shape < 1 ? Math.Exp(-NextExponential() / shape) : 1;
        var d = (shape < 1 ? shape + 1 : shape) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextNormal();
            var root = 1 + (c * x);
            var v = root * root * root;
            if (v > 0 && -NextExponential() < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return boost * d * v;
            }
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

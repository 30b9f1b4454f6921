using System.Globalization;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Platforms.Nodes.Grpc;

/// <summary>
/// What others claim, checked: each finds the first thing that cannot be true and says it in a sentence that names the
/// value, or null.
/// </summary>
internal static class Claims
{
    private const double BytesPerMegabyte = 1L << 20;

    /// <summary>Ids go into tables and logs of ours; a longer one is no name.</summary>
    private const int MaximumIdChars = 512;

    private const int MaximumPort = 65_535;

    /// <summary>An amount of memory in MB.</summary>
    public static double Megabytes(long bytes) => bytes / BytesPerMegabyte;

    /// <summary>A memory in MB as bytes. A container must hold what its function declares: fractions go up.</summary>
    public static long Bytes(double megabytes) => (long)Math.Ceiling(megabytes * BytesPerMegabyte);

    /// <summary>An id that names something.</summary>
    public static string? Id(string what, string id) => id.Length switch
    {
        0 => $"{what} is empty.",
        > MaximumIdChars => $"{what} '{id[..16]}…' has {id.Length} characters; at most {MaximumIdChars} are a name.",
        _ => null,
    };

    /// <summary>Where somebody can be reached.</summary>
    public static string? Endpoint(string what, string address, long port)
    {
        if (Uri.CheckHostName(address) == UriHostNameType.Unknown)
        {
            return $"The address of {what} is '{Short(address)}'; that is no host name or IP address.";
        }

        return port is >= 1 and <= MaximumPort
            ? null
            : Say($"The port of {what} is {port}; it must be from 1 to {MaximumPort}.");
    }

    /// <summary>A memory that is there: more than nothing, and not more than any machine has.</summary>
    public static string? Memory(string what, long bytes) => bytes > 0 && IsSensible(bytes)
        ? null
        : Say($"The memory of {what} is {bytes} bytes; it must be more than 0, and at most 2^30 MB.");

    /// <summary>A part of a memory that is there.</summary>
    public static string? Part(string what, long bytes, long total) => bytes >= 0 && bytes <= total
        ? null
        : Say($"{what} is {bytes} bytes of {total}; it must be from 0 to that.");

    /// <summary>A share of cores in percent: 100 is one core.</summary>
    public static string? Cpu(string what, double percent, double maximum) => percent >= 0 && percent <= maximum
        ? null
        : Say($"The CPU use of {what} is {percent} %; it must be from 0 to {maximum}.");

    private static bool IsSensible(long bytes) => new Resources(Megabytes(bytes), 0).IsSensible;

    private static string Short(string text) => text.Length <= 64 ? text : $"{text[..64]}…";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.ComponentModel.DataAnnotations;
using System.Net;

namespace OrleansScaler.Gateway;

/// <summary>Where the gateway listens and what it lets through. Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Where the 2023 protocol and gRPC health are served. Loopback unless told otherwise.</summary>
    public string ScalerAddress { get; set; } = "127.0.0.1:9001";

    /// <summary>Where the 2020 protocol and gRPC health are served. Loopback unless told otherwise.</summary>
    public string SchedulerAddress { get; set; } = "127.0.0.1:10600";

    /// <summary>Where nodes are listed, emptied and registered, by gRPC. Loopback unless told otherwise.</summary>
    public string AdminAddress { get; set; } = "127.0.0.1:9002";

    /// <summary>Where health is served over HTTP/1. Loopback unless told otherwise.</summary>
    public string HttpAddress { get; set; } = "127.0.0.1:8080";

    /// <summary>Largest memory of a function, in MB.</summary>
    [Range(1, 16_777_216)]
    public int MaximumMemoryMegabytes { get; set; } = 32_768;

    /// <summary>Longest time-out of a function, in seconds.</summary>
    [Range(1, 31_536_000)]
    public int MaximumTimeoutSeconds { get; set; } = 86_400;

    /// <summary>Largest gRPC message, in bytes. A request of either protocol has a few hundred.</summary>
    [Range(1_024, 67_108_864)]
    public int MaximumMessageBytes { get; set; } = 65_536;

    /// <summary>Longest wait of a caller that named no deadline (2023 protocol).</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaximumWait { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>
    /// Longest wait of an AcquireContainer (2020 protocol), whose callers give up after 30 s and need not say so.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan SchedulerMaximumWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long before its deadline a waiting caller is refused, so that it hears why instead of a bare time-out; a
    /// tenth of the wait where that is shorter.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan AnswerBeforeDeadline { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How long a node that registered itself counts as alive without a word: three words may be lost at one in 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan NodeLease { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a call is repeated after its silo was lost, within its caller's deadline. A killed silo is missed
    /// after 0.6 s and its functions are there again within 2 s; longer than that it is no single silo that is lost.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Calls under way at a time, those that wait for a cold start included. About 5 kB each: 500 MB. Twice as many may
    /// give instances back.
    /// </summary>
    [Range(1, 10_000_000)]
    public int MaximumCalls { get; set; } = 100_000;

    /// <summary>
    /// How long work may wait for a thread before new Assigns are refused; zero never refuses. Told in steps of 0.1 s.
    /// A database that hangs for half a minute and comes back was seen to cost a second, which is better waited for;
    /// lag of several seconds is more to do than there is time, and each call that comes in makes it worse.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan MaximumLag { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Whether it is remembered which request holds which instance, for functions whose silo is lost. Set in a cluster;
    /// in one process gateway and silo die together.
    /// </summary>
    public bool Announces { get; set; }

    /// <summary>Assignments remembered for that; beyond, the oldest go. About 300 bytes each: 60 MB.</summary>
    [Range(1, 10_000_000)]
    public int MaximumHeld { get; set; } = 200_000;

    /// <summary>Every address that is listened on, with the option that names it.</summary>
    private (string Name, string Value)[] Addresses =>
    [
        (nameof(ScalerAddress), ScalerAddress),
        (nameof(SchedulerAddress), SchedulerAddress),
        (nameof(AdminAddress), AdminAddress),
        (nameof(HttpAddress), HttpAddress),
    ];

    /// <summary>What ranges cannot say.</summary>
    /// <returns>One sentence for each relation that does not hold; none when all do.</returns>
    public IEnumerable<string> FindContradictions()
    {
        var addresses = Addresses;
        foreach (var (name, value) in addresses)
        {
            if (!IPEndPoint.TryParse(value, out var endpoint) || endpoint.Port == 0)
            {
                yield return $"Gateway:{name} is '{value}'; "
                    + "it must be an IP address with a port, such as 127.0.0.1:9001.";
            }
        }

        for (var one = 0; one < addresses.Length; one++)
        {
            for (var other = one + 1; other < addresses.Length; other++)
            {
                if (addresses[one].Value == addresses[other].Value)
                {
                    yield return $"Gateway:{addresses[one].Name} and Gateway:{addresses[other].Name} are both "
                        + $"'{addresses[one].Value}'; they must differ.";
                }
            }
        }
    }
}

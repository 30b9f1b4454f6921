using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Platforms;

/// <summary>Which platform runs the slots, and how patiently it is called. Section <c>Platform</c>.</summary>
public sealed class PlatformOptions
{
    /// <summary>The embedded simulated platform.</summary>
    public const string Simulated = "simulated";

    /// <summary>A platform of the 2023 protocol at <see cref="Endpoint"/>.</summary>
    public const string Grpc = "grpc";

    /// <summary>Nodes that we place slots on ourselves; section <c>Nodes</c> says which.</summary>
    public const string Nodes = "nodes";

    /// <summary><c>simulated</c>, <c>grpc</c> or <c>nodes</c>.</summary>
    [AllowedValues(Simulated, Grpc, Nodes)]
    public string Kind { get; set; } = Simulated;

    /// <summary>Where a <c>grpc</c> platform listens, such as <c>http://127.0.0.1:50051</c>.</summary>
    public string Endpoint { get; set; } = "http://127.0.0.1:50051";

    /// <summary>Longest CreateSlot: a hundred times what platforms are seen to need.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan CreateTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest Init. Real functions were seen to take 29 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan InitTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Longest DestroySlot.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan DestroyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Tries of one call while the platform throttles or cannot be reached.</summary>
    [Range(1, 20)]
    public int MaximumAttempts { get; set; } = 4;

    /// <summary>Pause before the second try; doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Whether a repeated create id is known to mean the same slot. Only then is a create repeated that got no answer
    /// in time: elsewhere it could make a second slot that nobody knows of.
    /// </summary>
    public bool RepeatedCreateIsSafe { get; set; }

    /// <summary>What ranges cannot say.</summary>
    /// <returns>One sentence for each relation that does not hold; none when all do.</returns>
    public IEnumerable<string> FindContradictions()
    {
        var isHttp = Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
        if (Kind == Grpc && !isHttp)
        {
            yield return $"Platform:Endpoint is '{Endpoint}'; it must be an http or https address with host and port.";
        }
    }
}

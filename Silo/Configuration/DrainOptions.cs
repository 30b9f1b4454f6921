using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Silo.Configuration;

/// <summary>How the server ends when it is told to. Section <c>Drain</c>.</summary>
public sealed class DrainOptions
{
    /// <summary>
    /// How long the server says that it is not ready and yet takes calls, so that load balancers turn away first. None
    /// by default: without one in front nobody listens. A balancer that asks every 2 s wants 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Notice { get; set; } = TimeSpan.Zero;

    /// <summary>
    /// All of the end, notice included: calls in hand, functions handed over, ledgers written. Less than what the
    /// orchestrator leaves before it kills; 30 s is what they leave by default.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>What ranges cannot say.</summary>
    /// <returns>One sentence for each relation that does not hold.</returns>
    public IEnumerable<string> FindContradictions()
    {
        if (Notice >= Timeout)
        {
            yield return $"Drain:Notice is {OptionText.Write(Notice)}; it must be less than Drain:Timeout, "
                + $"{OptionText.Write(Timeout)}.";
        }
    }
}

namespace OrleansScaler.Scheduling.Policies.Knative;

/// <summary>Figures of <see cref="Kpa"/>: Knative's own, from its <c>config-autoscaler</c>.</summary>
public sealed record KpaOptions
{
    /// <summary>Share of a slot's concurrency that is aimed at, more than 0, at most 1; the rest is headroom.</summary>
    public double TargetShare { get; init; } = 0.7;

    /// <summary>How often the scale is worked out.</summary>
    public TimeSpan TickEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The window that slots follow in calm, and for which panic lasts; 60 s at most.</summary>
    public TimeSpan StableWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The window that notices a surge: a tenth of the stable one.</summary>
    public TimeSpan PanicWindow { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Slots wanted by the panic window, over those ready, from which on it is a panic.</summary>
    public double PanicThreshold { get; init; } = 2;

    /// <summary>Slots may grow by this factor from tick to tick.</summary>
    public double MaximumScaleUpRate { get; init; } = 1_000;

    /// <summary>Slots may fall to this part from tick to tick.</summary>
    public double MaximumScaleDownRate { get; init; } = 2;

    /// <summary>How long the last slot stays after nothing is wanted any more.</summary>
    public TimeSpan ScaleToZeroGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests that should find room at once beside those that run.</summary>
    public double TargetBurstCapacity { get; init; } = 211;
}

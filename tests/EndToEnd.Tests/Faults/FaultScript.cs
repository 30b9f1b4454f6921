using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.EndToEnd.Tests.Faults;

/// <summary>
/// A platform that does nearly everything wrong for a while. Creates fail by a script, so that it is known how many
/// slots the platform made without telling; inits and destroys fail by seeded rates.
/// </summary>
internal sealed class FaultScript
{
    /// <summary>The first create is spared: it carries the connection and the compiler.</summary>
    private const int FirstNumber = 2;

    /// <summary>More calls than any test makes.</summary>
    private const int EndOfTime = 20_000;

    private readonly PlatformFault[] _creates;

    /// <param name="seed">Names the choices among faults of inits and destroys.</param>
    /// <param name="creates">What befalls creates, in order; every one of these calls has to be made.</param>
    public FaultScript(ulong seed, params IEnumerable<PlatformFault> creates)
    {
        _creates = [.. creates];
        Options = new SimulatedPlatformOptions
        {
            CreateLatency = TimeSpan.FromMilliseconds(10),
            InitLatency = TimeSpan.FromMilliseconds(20),
            HangFor = TimeSpan.FromSeconds(3),
            Seed = seed,
            InitFaults = OftenWrong(wrongMemory: 0.05),
            DestroyFaults = OftenWrong(wrongMemory: 0),
        };
        Plan = new FaultPlan(Options);
        foreach (var (index, fault) in _creates.Index())
        {
            Plan.At(PlatformOperation.Create, FirstNumber + index, fault);
        }

        Plan.At(PlatformOperation.Init, 1, PlatformFault.None);
    }

    public SimulatedPlatformOptions Options { get; }

    public FaultPlan Plan { get; }

    /// <summary>Slots that are made without the caller's ever hearing of them.</summary>
    public int UntoldSlots => _creates.Count(fault =>
        fault is PlatformFault.LoseAnswer or PlatformFault.Hang or PlatformFault.Duplicate);

    /// <summary>From here on nothing goes wrong.</summary>
    public void Heal()
    {
        foreach (var operation in Enum.GetValues<PlatformOperation>())
        {
            for (var number = 1; number <= EndOfTime; number++)
            {
                Plan.At(operation, number, PlatformFault.None);
            }
        }
    }

    private static FaultRates OftenWrong(double wrongMemory) => new()
    {
        Drop = 0.04,
        LoseAnswer = 0.04,
        Hang = 0.04,
        Slow = 0.05,
        Error = 0.1,
        Throttle = 0.1,
        Unavailable = 0.1,
        WrongMemory = wrongMemory,
    };
}

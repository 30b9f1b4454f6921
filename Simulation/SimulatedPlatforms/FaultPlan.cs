using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>
/// Decides which call meets which fault: by script (the n-th call of an operation) where one is written, otherwise by
/// the rates. The same seed and the same order of calls give the same faults.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(PlatformOperation Operation, long Number), PlatformFault> _script = [];
    private readonly Dictionary<PlatformOperation, (PlatformFault Fault, double Rate)[]> _rates;
    private readonly Dictionary<PlatformOperation, long> _numbers = [];
    private PlatformFault? _forced;
    private SeededRandom _random;

    /// <summary>A plan by the rates of the options.</summary>
    /// <param name="options">Rates and seed.</param>
    public FaultPlan(SimulatedPlatformOptions options)
    {
        _random = new SeededRandom(options.Seed);
        _rates = new()
        {
            [PlatformOperation.Create] = options.CreateFaults.InOrder(),
            [PlatformOperation.Init] = options.InitFaults.InOrder(),
            [PlatformOperation.Destroy] = options.DestroyFaults.InOrder(),
        };
    }

    /// <summary>Writes a fault into the script.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="number">Which call of that operation, counted from 1.</param>
    /// <param name="fault">What befalls it; <see cref="PlatformFault.None"/> spares it from the rates.</param>
    public FaultPlan At(PlatformOperation operation, long number, PlatformFault fault)
    {
        lock (_lock)
        {
            _script[(operation, number)] = fault;
        }

        return this;
    }

    /// <summary>From now on every call meets this fault, whatever script and rates say.</summary>
    /// <param name="fault">The fault; null goes back to script and rates.</param>
    public void Force(PlatformFault? fault)
    {
        lock (_lock)
        {
            _forced = fault;
        }
    }

    internal PlatformFault Next(PlatformOperation operation)
    {
        lock (_lock)
        {
            var number = _numbers.GetValueOrDefault(operation) + 1;
            _numbers[operation] = number;
            if (_forced is { } forced)
            {
                return forced;
            }

            return _script.TryGetValue((operation, number), out var fault) ? fault : Draw(_rates[operation]);
        }
    }

    private PlatformFault Draw((PlatformFault Fault, double Rate)[] rates)
    {
        var share = _random.NextUnit();
        foreach (var (fault, rate) in rates)
        {
            if (share < rate)
            {
                return fault;
            }

            share -= rate;
        }

        return PlatformFault.None;
    }
}

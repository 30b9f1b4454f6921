using OrleansScaler.Protos.Simulator2023;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>A function of a chaos run.</summary>
/// <param name="Key">Its key.</param>
/// <param name="MemoryMegabytes">What a slot of it takes.</param>
/// <param name="Timeout">Its time-out; an instance whose use is unknown is given back after it.</param>
/// <param name="MedianRun">What half of its runs take at most.</param>
internal sealed record ChaosFunction(string Key, int MemoryMegabytes, TimeSpan Timeout, TimeSpan MedianRun)
{
    public Meta ToMeta() => new()
    {
        Key = Key,
        Runtime = "chaos",
        MemoryInMb = (ulong)MemoryMegabytes,
        TimeoutInSecs = (uint)Timeout.TotalSeconds,
    };
}

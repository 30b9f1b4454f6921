using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.Scorecards;

/// <summary>Running sums of one function; execution in trace seconds, the rest on the run's clock.</summary>
internal record struct FunctionSums(
    long Requests, long Failed, long ColdStarts, double ExecSeconds, double ScheduleSeconds, double WaitSeconds)
{
    public readonly FunctionScore ToScore(FunctionSpec function, FunctionSlots slots, double speed) => new()
    {
        Key = function.Key.Value,
        MemoryMegabytes = function.MemoryMegabytes,
        Requests = Requests,
        Failed = Failed,
        ColdStarts = ColdStarts,
        WarmStarts = Requests - Failed - ColdStarts,
        SlotsCreated = slots.Created,
        ExecSeconds = ExecSeconds,
        ExecGbSeconds = ExecSeconds * function.MemoryGigabytes,
        SlotGbSeconds = slots.SlotGbSeconds * speed,
        ScheduleSeconds = ScheduleSeconds * speed,
        WaitSeconds = WaitSeconds * speed,
    };
}

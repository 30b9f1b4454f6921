namespace OrleansScaler.Simulation.Traces;

/// <summary>What the tables say, ready to be turned into calls.</summary>
/// <param name="Minutes">Per minute of the trace, the functions called in it.</param>
/// <param name="Times">Per function, how long it executes.</param>
/// <param name="Window">The part to play.</param>
/// <param name="Options">How to fill in what the tables do not say.</param>
internal sealed record AzurePlan(
    IReadOnlyList<List<MinuteCount>> Minutes, ExecutionTimes[] Times, TraceWindow Window, TraceOptions Options)
{
    public int FirstMinute => (int)(Window.From.Ticks / TimeSpan.TicksPerMinute);

    public int EndMinute => (int)((Window.End.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute);

    public bool WholeMinutes =>
        Window.From.Ticks % TimeSpan.TicksPerMinute == 0 && Window.End.Ticks % TimeSpan.TicksPerMinute == 0;
}

using OrleansScaler.Scheduling.Policies.Preallocation;

namespace OrleansScaler.Simulation.Traces;

/// <summary>What an earlier part of a trace tells those who plan ahead: each function's busiest minute.</summary>
public static class TracePeaks
{
    /// <summary>Reads all calls of a part. Minutes are counted from its start.</summary>
    /// <param name="trace">The earlier part; nothing of what is played later.</param>
    /// <returns>The functions that were called in it.</returns>
    public static PeakHistory Of(Trace trace)
    {
        var sums = new Sum[trace.Functions.Count];
        foreach (var call in trace.Calls())
        {
            sums[call.Function].Add(call);
        }

        return new PeakHistory(trace.Functions
            .Select((function, index) => KeyValuePair.Create(function.Spec.Key, sums[index].ToPeak()))
            .Where(peak => peak.Value.RequestsPerMinute > 0));
    }

    private struct Sum
    {
        private long _minute;
        private long _inMinute;
        private long _most;
        private long _calls;
        private long _ticks;

        public void Add(in TraceCall call)
        {
            var minute = call.At.Ticks / TimeSpan.TicksPerMinute;
            _inMinute = minute == _minute ? _inMinute + 1 : 1;
            _minute = minute;
            _most = Math.Max(_most, _inMinute);
            _calls++;
            _ticks += call.Duration.Ticks;
        }

        public readonly PeakLoad ToPeak() =>
            _calls == 0 ? default : new PeakLoad(_most, TimeSpan.FromTicks(_ticks / _calls));
    }
}

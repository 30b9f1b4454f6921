using System.Collections.Concurrent;
using System.Diagnostics;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>A cold start can be followed from the caller's span to the platform's calls.</summary>
public sealed class FunctionSpansTests
{
    [Fact]
    public async Task ColdStart_CallerTraces_ShowsAssignCreateAndInitBelowTheCaller()
    {
        var trace = ActivityTraceId.CreateRandom();
        var caller = ActivitySpanId.CreateRandom();
        using var spans = new Spans(trace);
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();

        var assign = function.AssignAsync("r1", traceParent: $"00-{trace}-{caller}-01");
        await cluster.Platform.StartNextAsync("p1");
        await assign;

        await Eventually.HoldsAsync(() => spans.Ended.Count == 3);
        Assert.Equal(
            ["function.assign", "slot.create", "slot.init"],
            spans.Ended.OrderBy(span => span.StartTimeUtc).Select(span => span.OperationName));
        Assert.All(spans.Ended, span => Assert.Equal(caller, span.ParentSpanId));
        Assert.All(
            spans.Ended.Where(span => span.OperationName != "function.assign"),
            span => Assert.Equal("Ok", span.GetTagItem("outcome")));
    }

    [Fact]
    public async Task WarmStart_CallerTraces_ShowsTheAssignAlone()
    {
        var trace = ActivityTraceId.CreateRandom();
        using var spans = new Spans(trace);
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await function.IdleAsync("r1", await function.StartAsync(cluster.Platform, "r1"));

        await function.AssignAsync("r2", traceParent: $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        await Eventually.HoldsAsync(() => !spans.Ended.IsEmpty);
        Assert.Equal(["function.assign"], spans.Ended.Select(span => span.OperationName));
    }

    [Fact]
    public async Task LaterStart_NotForTheTracedRequest_IsNotInItsTrace()
    {
        var trace = ActivityTraceId.CreateRandom();
        using var spans = new Spans(trace);
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await function.IdleAsync("r1", await function.StartAsync(cluster.Platform, "r1"));
        await function.AssignAsync("r2", traceParent: $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        await function.StartAsync(cluster.Platform, "r3", "p2");

        Assert.DoesNotContain(spans.Ended, span => span.OperationName == "slot.create");
    }

    /// <summary>The ended spans of one trace.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener _listener;

        public Spans(ActivityTraceId trace)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == FunctionInstruments.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = span =>
                {
                    if (span.TraceId == trace)
                    {
                        Ended.Enqueue(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentQueue<Activity> Ended { get; } = new();

        public void Dispose() => _listener.Dispose();
    }
}

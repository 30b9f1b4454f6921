using OrleansScaler.Simulation.Traces;
using OrleansScaler.Simulation.Traces.Figures;

namespace OrleansScaler.Simulation.Tests.Traces.Figures;

/// <summary>A small set of figures: made up, in the shape of the contest's.</summary>
internal static class FigureFiles
{
    public const string Header =
        "key,runtime,memoryInMb,timeoutInSecs,initDurationInMs,avgDurationMs,requests,maxDurationMs,"
        + "idleGapMs_p25,idleGapMs_p50,idleGapMs_p75,entrant_execMs";

    public const string Functions =
        """
        {"key": "busy", "runtime": "go", "memoryInMb": 512, "timeoutInSecs": 60, "initDurationInMs": 49}
        {"key": "timer", "runtime": "php", "memoryInMb": 128, "timeoutInSecs": 60, "initDurationInMs": 49}
        {"key": "mixed", "runtime": "go", "memoryInMb": 128, "timeoutInSecs": 60, "initDurationInMs": 49}
        {"key": "rare", "runtime": "php", "memoryInMb": 128, "timeoutInSecs": 60, "initDurationInMs": 49}
        {"key": "unknown", "runtime": "go", "memoryInMb": 128, "timeoutInSecs": 60, "initDurationInMs": 49}
        """;

    /// <summary>busy: 20 at once all the time. timer: each minute. mixed: short gaps, long ones, overlaps.</summary>
    public const string Busy = "busy,go,512,60,49,20000.5,4000,60000,0.0,0.0,0.0,1";
    public const string Timer = "timer,php,128,60,49,10,66,30,59900.0,60000.0,60100.0,";
    public const string Mixed = "mixed,go,128,60,49,250.25,3000,4000,0.0,20.0,900.0,";
    public const string Rare = "rare,php,128,60,49,33.25,,,,,,";
    public const string Unknown = "unknown,go,128,60,49,,,,,,,";

    /// <summary>11 remain of them for the two functions without a count.</summary>
    public static readonly FiguresOptions Options = new() { Requests = 4000 + 66 + 3000 + 11 };

    public static TraceFiles Good() => With(Busy, Timer, Mixed, Rare, Unknown);

    public static TraceFiles With(params string[] rows) => new TraceFiles()
        .With("metas.jsonl", Functions)
        .With("function_stats.csv", Header + "\n" + string.Join('\n', rows) + "\n");

    public static Trace Open(TraceFiles files, TraceOptions? options = null) =>
        FiguresLog.Open(files.Path, "figures", options ?? new TraceOptions(), Options);
}

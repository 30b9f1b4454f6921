namespace OrleansScaler.Simulation.Workloads.Names;

/// <summary>The keys that several workloads have.</summary>
internal static class WorkloadKeys
{
    public const string Functions = "functions";
    public const string Hours = "hours";
    public const string Rate = "rate";
    public const string ExecMs = "exec-ms";
    public const string InitMs = "init-ms";
    public const string MemoryMb = "memory-mb";
    public const string Every = "every";

    /// <summary>As many as a trace's order of calls has room for, and more than any file of ours has.</summary>
    public const int MaximumFunctions = 100_000;

    /// <summary>A month; the order of calls has room for no more.</summary>
    public const double MaximumHours = 31 * 24;

    /// <summary>An hour: no start or call of any trace takes longer.</summary>
    public const double MaximumMs = 3_600_000;

    /// <summary>A day, in seconds.</summary>
    public const double Day = 86_400;

    public static WorkloadKey FunctionsOf(int usual, int least = 1) =>
        Whole(Functions, usual, least, MaximumFunctions, "functions");

    public static WorkloadKey HoursOf(double usual) => new(
        Hours, WorkloadKeyKind.Number, usual, 0.01, MaximumHours, "length of the trace");

    public static WorkloadKey RateOf(double usual) => new(
        Rate, WorkloadKeyKind.Number, usual, 1e-6, 10_000, "mean calls a second of each function");

    public static WorkloadKey ExecOf(double usual) => new(
        ExecMs, WorkloadKeyKind.Number, usual, 0.01, MaximumMs, "mean execution");

    public static WorkloadKey InitOf(double usual) => new(
        InitMs, WorkloadKeyKind.Number, usual, 0, MaximumMs, "init of every function");

    public static WorkloadKey Memory { get; } = new(
        MemoryMb, WorkloadKeyKind.Number, 0, 0, 1_048_576, "memory; 0: 128, 256, 512 and 1024 in turn");

    public static WorkloadKey Whole(string name, int usual, int least, int most, string what) =>
        new(name, WorkloadKeyKind.Whole, usual, least, most, what);

    public static WorkloadKey Number(string name, double usual, double least, double most, string what) =>
        new(name, WorkloadKeyKind.Number, usual, least, most, what);

    public static WorkloadKey Duration(string name, double usual, double least, double most, string what) =>
        new(name, WorkloadKeyKind.Duration, usual, least, most, what);
}

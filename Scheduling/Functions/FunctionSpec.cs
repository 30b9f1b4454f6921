namespace OrleansScaler.Scheduling.Functions;

/// <summary>What the platform declares of a function (wire: <c>Meta</c>; 2020: <c>FunctionConfig</c>).</summary>
public sealed record FunctionSpec
{
    /// <summary>Megabytes in a gigabyte, as both contests and the price of idle memory count them.</summary>
    public const double MegabytesPerGigabyte = 1024;

    /// <summary>The function's name.</summary>
    public required FunctionKey Key { get; init; }

    /// <summary>The language runtime, as the platform spells it; may be empty.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Whose function it is, where the platform says (2020: <c>account_id</c>); empty otherwise.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Its entry point, where the platform says (2020: <c>handler</c>); empty otherwise.</summary>
    public string Handler { get; init; } = "";

    /// <summary>The function's name without its tenant, where the key has both.</summary>
    public string Name =>
        Tenant.Length > 0 && Key.Value.StartsWith($"{Tenant}/", StringComparison.Ordinal)
            ? Key.Value[(Tenant.Length + 1)..]
            : Key.Value;

    /// <summary>
    /// Memory of one slot. A fraction is possible in traces (an average over samples) and is kept in simulation; the
    /// wire carries whole megabytes, rounded up.
    /// </summary>
    public required double MemoryMegabytes { get; init; }

    /// <summary>Longest run of one request; zero means the platform named none.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Requests that one slot may run at the same time, at least 1.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>The key of a function that its platform names by tenant and name.</summary>
    /// <param name="tenant">The tenant; may be empty.</param>
    /// <param name="name">The function's name.</param>
    public static string KeyOf(string tenant, string name) => tenant.Length == 0 ? name : $"{tenant}/{name}";

    /// <summary>Memory of one slot in gigabytes, the unit of every cost.</summary>
    public double MemoryGigabytes => MemoryMegabytes / MegabytesPerGigabyte;
}

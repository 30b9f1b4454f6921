using Orleans;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>A function as its caller declared it, as far as its slots depend on it.</summary>
[GenerateSerializer]
[Alias("OrleansScaler.FunctionRecord")]
public sealed class FunctionRecord
{
    /// <summary>The language runtime; may be empty.</summary>
    [Id(0)]
    public string Runtime { get; set; } = "";

    /// <summary>Whose function it is; may be empty.</summary>
    [Id(1)]
    public string Tenant { get; set; } = "";

    /// <summary>The entry point; may be empty.</summary>
    [Id(2)]
    public string Handler { get; set; } = "";

    /// <summary>Memory of a slot in MB.</summary>
    [Id(3)]
    public double MemoryMegabytes { get; set; }

    /// <summary>Longest run of a request; zero where none was named.</summary>
    [Id(4)]
    public TimeSpan Timeout { get; set; }

    /// <summary>Requests that one slot may run at the same time.</summary>
    [Id(5)]
    public int Concurrency { get; set; } = 1;

    /// <summary>Whether that may be learned.</summary>
    [Id(6)]
    public bool MayShare { get; set; }
}

namespace Orleans.Configuration;

public class AdoNetGrainStorageOptions
{
    public string? ConnectionString { get; set; }

    public string Invariant { get; set; } = "";
}

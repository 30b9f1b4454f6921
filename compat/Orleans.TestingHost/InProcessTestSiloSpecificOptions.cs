namespace Orleans.TestingHost;

public sealed class InProcessTestSiloSpecificOptions
{
    public string SiloName { get; set; } = string.Empty;

    public int SiloPort { get; set; }

    public int GatewayPort { get; set; }
}

namespace Orleans.Configuration;

public class SiloOptions
{
    public string SiloName { get; set; } = $"Silo_{Guid.NewGuid():N}"[..10];
}

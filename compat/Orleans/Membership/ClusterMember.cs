namespace Orleans.Runtime;

public sealed class ClusterMember
{
    public ClusterMember(SiloAddress siloAddress, SiloStatus status, string name)
    {
        SiloAddress = siloAddress;
        Status = status;
        Name = name;
    }

    public SiloAddress SiloAddress { get; }

    public SiloStatus Status { get; }

    public string Name { get; }
}
